import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createPattern, type SearchPatternsResult, searchPatterns } from '@tmws/engine';
import { buildCaller } from '@tmws/engine/testing';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { buildEngine, foldersOf, type RealEngine } from './build-engine.ts';
import { expectIndexEqualToRows } from './index-equality.ts';

const ann = buildCaller({ agentId: 'ann' });
const PATTERNS = 40;

const create = (engine: RealEngine, word: string) =>
  createPattern(engine, ann, {
    patternName: `how to ${word}`,
    category: 'damage',
    patternData: { description: `What is known of ${word} and of everything` },
  });

const search = (engine: RealEngine, query: string): Promise<SearchPatternsResult> =>
  searchPatterns(engine, ann, {
    query,
    mode: 'HYBRID',
    versions: 'heads',
    pageSize: 5,
    pageToken: '',
    contentBytes: undefined,
  });

const provision = async (engine: RealEngine): Promise<void> => {
  await engine.unitOfWork.write((store) => store.identity.provision('ann', 'team-a'));
};

/** Patterns `word0` and so on, the last ones written one by one since the index was last made anew. */
const fill = async (engine: RealEngine): Promise<void> => {
  await provision(engine);
  for (let number = 0; number < PATTERNS; number += 1) {
    await create(engine, `word${number}`);
    if (number === PATTERNS - 8) await engine.indexer.reindex(() => undefined);
  }
  await engine.indexer.idle();
};

/** Every file of the index, or of one part of it, by its path. */
const filesOf = async (vectors: string, part: string): Promise<readonly string[]> => {
  const entries = await readdir(vectors, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file.split(path.sep).includes(part) && !file.includes('served.lance'))
    .toSorted();
};

const flipBytes = async (file: string): Promise<void> => {
  const bytes = await readFile(file);
  for (let at = 3; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  await writeFile(file, bytes);
};

const removeNewestManifest = async (vectors: string): Promise<void> => {
  // Their numbers count down: the first name is the newest.
  const [newest = ''] = (await filesOf(vectors, '_versions')).filter((file) => file.endsWith('.manifest'));
  await rm(newest);
};

const inEachFile =
  (part: string, damage: (file: string) => Promise<void>) =>
  async (vectors: string): Promise<void> => {
    for (const file of await filesOf(vectors, part)) await damage(file);
  };

const halve = async (file: string): Promise<void> => {
  const { length } = await readFile(file);
  await truncate(file, Math.floor(length / 2));
};

const DAMAGES: Readonly<Record<string, (vectors: string) => Promise<void>>> = {
  'the whole folder is deleted': (vectors) => rm(vectors, { recursive: true }),
  'the data files are deleted': inEachFile('data', (file) => rm(file)),
  'the data files are cut in half': inEachFile('data', halve),
  'bytes of the data files are flipped': inEachFile('data', flipBytes),
  'the index files are deleted': inEachFile('_indices', (file) => rm(file)),
  'the index files are emptied': inEachFile('_indices', (file) => truncate(file)),
  'bytes of the index files are flipped': inEachFile('_indices', flipBytes),
  'bytes of the manifests are flipped': inEachFile('_versions', flipBytes),
  'the manifests are deleted': inEachFile('_versions', (file) => rm(file)),
  'the newest manifest is deleted': removeNewestManifest,
};

/** Every search answers in full, or says that it does not. */
const expectHonest = async (engine: RealEngine): Promise<void> => {
  // The last ones first: their loss is what a search would meet right after the start.
  for (const number of [PATTERNS - 1, PATTERNS - 2, 0, 10, 20, 30]) {
    const { hits, degraded } = await search(engine, `word${number}`);
    if (degraded === undefined) expect(hits[0]?.pattern.patternName).toBe(`how to word${number}`);
    else expect(degraded).toMatch(/^[A-Z].+\.$/);
  }
};

const expectWhole = async (engine: RealEngine, patterns: number): Promise<void> => {
  await engine.indexer.idle();
  await expectIndexEqualToRows(engine);
  for (let number = 0; number < patterns; number += 1) {
    const { hits, degraded } = await search(engine, `word${number}`);
    expect(degraded).toBeUndefined();
    expect(hits[0]?.pattern.patternName).toBe(`how to word${number}`);
  }
};

describe('an index whose files are damaged', () => {
  test.each(Object.keys(DAMAGES))(
    'at rest heals at the next start, while searches say so: %s [reliability.index-corrupt, storage.rows-are-truth]',
    async (name) => {
      await using folder = await temporaryFolder();
      {
        await using engine = await buildEngine(folder.path);
        await fill(engine);
      }
      await DAMAGES[name]?.(foldersOf(folder.path).vectors);
      await using engine = await buildEngine(folder.path);
      await expectHonest(engine);
      await expectWhole(engine, PATTERNS);
    },
  );

  test.each(Object.keys(DAMAGES))(
    'under a running core heals without a restart, and writes go on: %s',
    async (name) => {
      await using folder = await temporaryFolder();
      await using engine = await buildEngine(folder.path);
      await fill(engine);
      await DAMAGES[name]?.(foldersOf(folder.path).vectors);
      await expectHonest(engine);
      await create(engine, `word${PATTERNS}`);
      await expectHonest(engine);
      await expectWhole(engine, PATTERNS + 1);
    },
  );
});
