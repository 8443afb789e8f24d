import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, startCore, stopCore, type TmwsClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { EmbedderState, type ImportSkillsRequest, SkillImportAction } from '@tmws/contract';
import type { LibrarySkill } from './data-set.ts';
import { embeddingSpeed } from './embed-texts.ts';
import { IMPORT_ROOT, idOfPath, skillFile, skillPath } from './skill-folder.ts';

/** What the import of the library took, and which pattern each skill became. */
export interface ImportRecord {
  /** Id of a skill to the id of its pattern; a skill that is a copy of another, byte for byte, shares its pattern. */
  readonly patterns: Readonly<Record<string, string>>;
  /** Id of a pattern to its name, which has a number where the skill's own was taken. */
  readonly names: Readonly<Record<string, string>>;
  /** Number of results by what was done. */
  readonly actions: Readonly<Record<string, number>>;
  /** Until the stream was answered: every skill is found by words. */
  readonly secondsByWords: number;
  /** Until no embedding was pending. */
  readonly secondsByMeaning: number;
  /** Texts a second that the model embeds with nothing else to do, right after the import. */
  readonly embeddedPerSecond: number;
}

/** A core with the library in it. */
export interface CoreUnderTest extends AsyncDisposable {
  readonly client: TmwsClient;
  readonly imported: ImportRecord;
}

/** Enough for a steady figure in ten seconds. */
const SPEED_SAMPLE = 500;

const coreEntry = join(import.meta.dirname, '..', '..', 'apps', 'core', 'dist', 'main.js');

async function* importStream(library: readonly LibrarySkill[]): AsyncGenerator<ImportSkillsRequest> {
  yield {
    part: {
      $case: 'header',
      value: {
        root: IMPORT_ROOT,
        namespace: undefined,
        accessLevel: 0,
        onConflict: 0,
        dryRun: false,
        serveAsSkill: undefined,
        authorAsOwner: false,
        complete: false,
        prune: false,
        acceptFindings: [],
        requestId: undefined,
      },
    },
  };
  for (const skill of library) {
    const content = skillFile(skill);
    yield { part: { $case: 'skillStart', value: { path: skillPath(skill) } } };
    yield { part: { $case: 'fileStart', value: { path: 'SKILL.md', mode: 0o644, size: content.length } } };
    yield { part: { $case: 'chunk', value: content } };
    yield { part: { $case: 'skillEnd', value: { findings: [] } } };
  }
}

const actionName = (action: number): string =>
  Object.entries(SkillImportAction).find(([, number]) => number === action)?.[0] ?? String(action);

const whenEmbedded = async (client: TmwsClient): Promise<void> => {
  for (;;) {
    const status = await client.admin.getStatus({});
    if (status.embedder?.state === EmbedderState.READY && status.pendingEmbeddings === 0) return;
    await pause(100);
  }
};

const whenReady = async (client: TmwsClient): Promise<void> => {
  for (;;) {
    const status = await client.admin.getStatus({});
    if (status.embedder?.state === EmbedderState.READY) return;
    await pause(50);
  }
};

const importLibrary = async (client: TmwsClient, library: readonly LibrarySkill[]): Promise<ImportRecord> => {
  await whenReady(client);
  const begin = performance.now();
  const { results } = await client.skills.importSkills(importStream(library));
  const secondsByWords = (performance.now() - begin) / 1_000;
  await whenEmbedded(client);
  const secondsByMeaning = (performance.now() - begin) / 1_000;
  const actions: Record<string, number> = {};
  const patterns: Record<string, string> = {};
  const names: Record<string, string> = {};
  for (const { path, patternId, patternName, action } of results) {
    const name = actionName(action);
    actions[name] = (actions[name] ?? 0) + 1;
    if (patternId === '') continue;
    patterns[idOfPath(path)] = patternId;
    names[patternId] = patternName;
  }
  const sample = library.slice(0, SPEED_SAMPLE).map(({ name, description }) => `${name}: ${description}`);
  const embeddedPerSecond = await embeddingSpeed(sample);
  return { patterns, names, actions, secondsByWords, secondsByMeaning, embeddedPerSecond };
};

/**
 * Starts the built core on a data folder, with everything at its default, and imports the library as a user would, or
 * takes the folder as an earlier run left it. Disposing of it ends the core and keeps the folder.
 *
 * @throws Error where the core is not built; RemoteError where it does not start
 */
export const startCoreUnderTest = async (dataDir: string, library: readonly LibrarySkill[]): Promise<CoreUnderTest> => {
  if (!existsSync(coreEntry)) throw new Error('The core is not built. Run npm run build first.');
  const config = loadConfig(process.env, { dataDir, agent: 'bench', demandLog: 'off', logLevel: 'warn' });
  await startCore(config, { coreEntry, idleExit: 'off' });
  const client = await connect(config);
  const recordFile = join(dataDir, 'bench-import.json');
  if (!existsSync(recordFile)) writeFileSync(recordFile, JSON.stringify(await importLibrary(client, library)));
  await whenEmbedded(client);
  const imported: ImportRecord = JSON.parse(readFileSync(recordFile, 'utf8'));
  return {
    client,
    imported,
    [Symbol.asyncDispose]: async () => {
      client.close();
      await stopCore(config);
    },
  };
};
