import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { TmwsClient } from '@tmws/client';
import type { Embedder } from '@tmws/engine';
import { type LoopDelay, startCoreProcess, WITH_LOOP_DELAY, whenSettled } from './core-process.ts';
import { measureEmbedding } from './floors.ts';
import type { Times } from './timing.ts';

/** What the import of the corpus took, and what it did to other callers. */
export interface ImportFigures {
  readonly skills: number;
  /** Until `tmws-migrate import` ended: every skill is found by words. */
  readonly secondsByWords: number;
  /** Until no vector was pending. */
  readonly secondsByMeaning: number;
  readonly perSecond: number;
  /** Texts of name and description embedded a second by a process that does nothing else. */
  readonly embeddingAlone: number;
  /** WhoAmI from another process, meanwhile. */
  readonly ping: Times & { readonly longest: number };
  readonly loopDelay: LoopDelay;
  /** Resident memory of the core afterwards, in MB. */
  readonly memory: number;
}

const REPOSITORY = join(import.meta.dirname, '..', '..');
const CORPUS = join(REPOSITORY, '..', 'shared', 'corpus', 'skills.tar.xz');
const MIGRATE = join(REPOSITORY, 'apps', 'migrate', 'dist', 'tmws-migrate.js');
const SAMPLE = 250;

/** Whether the corpus lies beside the repository. */
export const hasCorpus = (): boolean => existsSync(CORPUS);

/** Starts to ask the core who is calling; the returned function ends that and tells what it saw. */
const startPing = (socket: string): (() => Promise<ImportFigures['ping']>) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ping.ts'), socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answer = text(child.stdout);
  return async () => {
    child.stdin.end();
    return JSON.parse(await answer);
  };
};

const runImport = async (source: string, dataDir: string): Promise<number> => {
  const child = spawn(
    process.execPath,
    [MIGRATE, 'import', source, '--data-dir', dataDir, '--agent', 'bench', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { results }: { readonly results: readonly { readonly pattern_id?: string }[] } = JSON.parse(output);
  return results.filter(({ pattern_id: id }) => id !== undefined && id !== '').length;
};

/** A sample of the texts that were embedded for what a core holds: name and description, about 250 of them. */
export const sampleTexts = async (client: TmwsClient): Promise<readonly string[]> => {
  const texts: string[] = [];
  let pageToken = '';
  do {
    const page = await client.patterns.listPatterns({ pageSize: 100, pageToken });
    for (const { id } of page.patterns.filter((_, place) => place % 5 === 0)) {
      const { pattern } = await client.patterns.getPattern({ patternId: id });
      texts.push(`${pattern?.patternName}: ${pattern?.patternData?.description ?? ''}`);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== '' && texts.length < SAMPLE);
  return texts;
};

/** Imports the corpus into an empty core as a user does, then embeds a sample of the same texts with nothing beside. */
export const measureImport = async (
  folder: string,
  { embedder }: { readonly embedder: Embedder },
): Promise<ImportFigures> => {
  const source = join(folder, 'corpus');
  mkdirSync(source, { recursive: true });
  if (!existsSync(join(source, 'skills'))) await promisify(execFile)('tar', ['-xJf', CORPUS, '-C', source]);
  const dataDir = join(folder, 'imported');
  const measured = await (async () => {
    await using core = await startCoreProcess(dataDir, WITH_LOOP_DELAY);
    await whenSettled(core.client);
    await core.loopDelay();
    const endPing = startPing(core.socket);
    const begin = performance.now();
    const skills = await runImport(join(source, 'skills'), dataDir);
    const secondsByWords = (performance.now() - begin) / 1_000;
    await whenSettled(core.client);
    const secondsByMeaning = (performance.now() - begin) / 1_000;
    const ping = await endPing();
    const loopDelay = await core.loopDelay();
    const texts = await sampleTexts(core.client);
    return { skills, secondsByWords, secondsByMeaning, ping, loopDelay, memory: core.memory(), texts };
  })();
  const { texts, ...figures } = measured;
  const alone = await measureEmbedding(embedder, texts, 'passage');
  return {
    ...figures,
    perSecond: figures.skills / figures.secondsByMeaning,
    embeddingAlone: 1_000 / alone.mean,
  };
};
