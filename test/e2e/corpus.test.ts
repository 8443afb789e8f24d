import { execFile } from 'node:child_process';
import { type Dirent, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TmwsClient } from '@tmws/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { REPOSITORY } from '../harness/run.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

const CORPUS = path.join(REPOSITORY, '../shared/corpus');
const hasCorpus = existsSync(path.join(CORPUS, 'skills.tar.xz'));

interface ImportedSkill {
  readonly path: string;
  readonly action: string;
  readonly pattern_id?: string;
  readonly file_count: number;
}

interface ExportedSkill {
  readonly name: string;
  readonly pattern_id: string;
  readonly form: string;
}

const readBack = async (
  client: TmwsClient,
  patternId: string,
  file: string,
): Promise<{ content: Buffer; mode: number }> => {
  const chunks: Uint8Array[] = [];
  let mode = 0;
  for await (const { part } of client.skills.readSkillFile({ patternId, path: file })) {
    if (part?.$case === 'file') mode = part.value.mode;
    if (part?.$case === 'chunk') chunks.push(part.value);
  }
  return { content: Buffer.concat(chunks), mode };
};

const isSkillFile = (name: string): boolean => name.toLowerCase() === 'skill.md';

/** Whether it is a link that leads to a file; a few of the corpus lead nowhere. */
const isLinkToFile = async (entry: Dirent): Promise<boolean> => {
  if (!entry.isSymbolicLink()) return false;
  const target = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
  return target?.isFile() === true;
};

/**
 * The files of a skill, links to files included, without those of skills nested in it: what an import must keep.
 */
const filesOf = async (folder: string, below = ''): Promise<readonly string[]> => {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  if (below !== '' && entries.some((entry) => isSkillFile(entry.name))) return [];
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.isFile() || (await isLinkToFile(entry))) files.push(path.posix.join(below, entry.name));
  }
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== '.git');
  return [
    ...files,
    ...(await Promise.all(folders.map((entry) => filesOf(folder, path.posix.join(below, entry.name))))).flat(),
  ];
};

describe.skipIf(!hasCorpus && process.env.CI !== 'true')(
  '1,464 real skills of many hands (needs ../shared/corpus)',
  () => {
    let folder: TemporaryFolder;

    beforeAll(async () => {
      folder = await temporaryFolder();
      await mkdir(path.join(folder.path, 'corpus'));
      await promisify(execFile)('tar', [
        '-xJf',
        path.join(CORPUS, 'skills.tar.xz'),
        '-C',
        path.join(folder.path, 'corpus'),
      ]);
      return () => folder[Symbol.asyncDispose]();
    });

    test('are imported without a crash, and every file reads back and is exported byte for byte with its mode [skills.files-kept, skills.lenient, migrate.rerun, export.identical]', async () => {
      await using home = await tmwsHome();
      const source = path.join(folder.path, 'corpus/skills');
      const imported = await home.migrate('import', source, '--json');
      const { results }: { results: readonly ImportedSkill[] } = JSON.parse(imported.stdout);
      const kept = results.filter((result) => result.pattern_id !== undefined && result.pattern_id !== '');
      expect(results.length).toBeGreaterThanOrEqual(1_460);
      expect(kept.length / results.length).toBeGreaterThan(0.988);

      const client = await home.client();
      const differing: string[] = [];
      let files = 0;
      for (const { path: skillPath, pattern_id: patternId = '' } of kept) {
        for (const file of await filesOf(path.join(source, skillPath))) {
          const original = path.join(source, skillPath, file);
          const [content, { mode }] = [await readFile(original), await stat(original)];
          const stored = await readBack(client, patternId, file);
          files += 1;
          const isSame = stored.content.equals(content) && stored.mode === (mode & 0o777);
          if (!isSame) differing.push(`${skillPath}/${file}`);
        }
      }
      expect(differing).toEqual([]);
      expect(files).toBeGreaterThan(6_000);

      // A draft is no head of its lineage; its owner exports it by name.
      const drafts = kept.filter(({ action }) => action === 'quarantined');
      const named = drafts.flatMap(({ pattern_id: patternId = '' }) => ['--pattern', patternId]);
      const placeOf = new Map<string, string>();
      for (const [name, flags] of [['exported', []] as const, ['drafts', named] as const]) {
        const out = path.join(folder.path, name);
        const exported = await home.migrate('export', out, '--json', ...flags);
        const skills: readonly ExportedSkill[] = JSON.parse(exported.stdout).results;
        expect(new Set(skills.map(({ form }) => form))).toEqual(new Set(['original']));
        for (const skill of skills) placeOf.set(skill.pattern_id, path.join(out, skill.name));
      }
      const lost: string[] = [];
      for (const { path: skillPath, pattern_id: patternId = '' } of kept) {
        for (const file of await filesOf(path.join(source, skillPath))) {
          const [original, copy] = [path.join(source, skillPath, file), path.join(placeOf.get(patternId) ?? '', file)];
          const [content, { mode }] = [await readFile(original), await stat(original)];
          const isSame = await Promise.all([readFile(copy), stat(copy)]).then(
            ([bytes, status]) => bytes.equals(content) && (status.mode & 0o777) === (mode & 0o777),
            () => false,
          );
          if (!isSame) lost.push(`${skillPath}/${file}`);
        }
      }
      expect(lost).toEqual([]);

      const again = await home.migrate('import', source, '--json');
      const actions = new Set(JSON.parse(again.stdout).results.map((result: ImportedSkill) => result.action));
      expect([...actions].filter((action) => action !== 'skipped' && action !== 'refused')).toEqual([]);
    }, 600_000);
  },
);
