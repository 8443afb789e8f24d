import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { all, DomainError } from '@tmws/domain';
import type { IndexSpec, PatternIndex } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { createLancePatternIndex } from './lance-pattern-index.ts';
import { axisVector, emptyIndex, SAMPLE_SPEC, sampleRow, temporaryFolder } from './testing/sample-rows.ts';

const found = async (index: PatternIndex, term: string): Promise<string[]> =>
  (await index.searchWords({ terms: [term], where: all(), limit: 10 })).map(({ id }) => id);

const tables = async (path: string): Promise<string[]> =>
  (await readdir(path)).filter((name) => name.startsWith('patterns_'));

const isRefusal = (error: unknown): boolean => error instanceof DomainError && error.reason === 'INDEX_REBUILDING';

const refusal = expect.toSatisfy(isRefusal, 'is refused with INDEX_REBUILDING');

describe('opening', () => {
  test('an index that was never built is damaged, and refuses calls until a rebuild has begun', async () => {
    await using folder = await temporaryFolder();
    const index = createLancePatternIndex({ uri: join(folder.path, 'not', 'there') });
    expect(await index.open(SAMPLE_SPEC)).toEqual({ kind: 'damaged', reason: 'There is no index.' });
    await expect(found(index, 'alpha')).rejects.toEqual(refusal);
    await expect(index.upsert([sampleRow({ id: 'a' })])).rejects.toEqual(refusal);
    await expect(index.count()).rejects.toEqual(refusal);
    await expect(index.stamps()[Symbol.asyncIterator]().next()).rejects.toEqual(refusal);
    await index.maintain();
    const rebuild = await index.rebuild(SAMPLE_SPEC);
    expect(index.state()).toMatchObject({ kind: 'rebuilding' });
    await rebuild.upsert([sampleRow({ id: 'a', words: 'alpha' })]);
    expect(await found(index, 'alpha')).toEqual(['a']);
    await rebuild.commit();
    expect(index.state()).toEqual({ kind: 'ready' });
    expect(await found(index, 'alpha')).toEqual(['a']);
    await index.close();
  });

  test('what was written is there after opening again', async () => {
    await using empty = await emptyIndex();
    await empty.index.upsert([sampleRow({ id: 'a', words: 'alpha', vector: axisVector(0) })]);
    await empty.index.close();
    const again = createLancePatternIndex({ uri: empty.path });
    expect(await again.open(SAMPLE_SPEC)).toEqual({ kind: 'ready' });
    expect(again.generation()).toBe(1);
    expect(await found(again, 'alpha')).toEqual(['a']);
    await again.close();
  });

  test.each<[string, Partial<IndexSpec>]>([
    ['model', { model: 'other' }],
    ['number of dimensions', { dimensions: 16 }],
    ['preparation of texts', { preparation: 2 }],
  ])('an index of another %s asks for a rebuild', async (_, change) => {
    await using empty = await emptyIndex();
    await empty.index.close();
    const again = createLancePatternIndex({ uri: empty.path });
    const spec = { ...SAMPLE_SPEC, ...change };
    expect(await again.open(spec)).toMatchObject({ kind: 'damaged', reason: expect.stringMatching(/another model/) });
    const rebuild = await again.rebuild(spec);
    await rebuild.commit();
    expect(await again.open(spec)).toEqual({ kind: 'ready' });
    expect(again.generation()).toBe(2);
    expect(await tables(empty.path)).toEqual(['patterns_2.lance']);
    await again.close();
  });

  test('a path that is no folder is damaged, with the reason', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'file');
    await writeFile(path, 'not an index');
    const index = createLancePatternIndex({ uri: path });
    expect(await index.open(SAMPLE_SPEC)).toMatchObject({ kind: 'damaged' });
    await expect(index.rebuild(SAMPLE_SPEC)).rejects.toMatchObject({ reason: 'STORAGE_NOT_WRITABLE' });
    await index.close();
  });
});

describe('rebuilding', () => {
  test('the old index answers until the new one is complete, which then answers alone', async () => {
    await using empty = await emptyIndex();
    const { index, path } = empty;
    await index.upsert([sampleRow({ id: 'old', words: 'alpha' })]);
    const rebuild = await index.rebuild({ ...SAMPLE_SPEC, dimensions: 4 });
    await rebuild.upsert([
      sampleRow({ id: 'new', words: 'alpha', vector: new Float32Array([1, 0, 0, 0]) }),
      sampleRow({ id: 'gone', words: 'alpha' }),
    ]);
    await rebuild.remove(['gone']);
    expect(index.state()).toEqual({ kind: 'ready' });
    expect(index.generation()).toBe(1);
    expect(await found(index, 'alpha')).toEqual(['old']);
    await rebuild.commit();
    expect(index.generation()).toBe(2);
    expect(await found(index, 'alpha')).toEqual(['new']);
    const vector = new Float32Array([1, 0, 0, 0]);
    expect(await index.searchMeaning({ vector, space: 'plain', where: all(), limit: 5 })).toHaveLength(1);
    await index.close();
    expect(await tables(path)).toEqual(['patterns_2.lance']);
  });

  test('one that was given up leaves nothing behind', async () => {
    await using empty = await emptyIndex();
    const { index, path } = empty;
    const rebuild = await index.rebuild(SAMPLE_SPEC);
    await expect(index.rebuild(SAMPLE_SPEC)).rejects.toEqual(refusal);
    await rebuild.abort();
    await rebuild.abort();
    expect(await tables(path)).toEqual(['patterns_1.lance']);
    await expect(rebuild.upsert([sampleRow({ id: 'a' })])).rejects.toEqual(refusal);
    await expect(rebuild.commit()).rejects.toEqual(refusal);
    const next = await index.rebuild(SAMPLE_SPEC);
    await next.commit();
    await next.abort();
    expect(index.state()).toEqual({ kind: 'ready' });
    expect(await index.count()).toBe(0);
  });

  test('one that a crash cut off is removed at the next start, and the old index answers', async () => {
    await using empty = await emptyIndex();
    await empty.index.upsert([sampleRow({ id: 'old', words: 'alpha' })]);
    const rebuild = await empty.index.rebuild(SAMPLE_SPEC);
    await rebuild.upsert([sampleRow({ id: 'new', words: 'alpha' })]);
    const restarted = createLancePatternIndex({ uri: empty.path });
    expect(await restarted.open(SAMPLE_SPEC)).toEqual({ kind: 'ready' });
    expect(await found(restarted, 'alpha')).toEqual(['old']);
    expect(await tables(empty.path)).toEqual(['patterns_1.lance']);
    await restarted.close();
  });

  test('what is being read of the old index is read to its end', async () => {
    await using empty = await emptyIndex();
    const { index, path } = empty;
    await index.upsert(Array.from({ length: 20_000 }, (_, number) => sampleRow({ id: `row-${number}` })));
    const seen = new Set<string>();
    let isReplaced = false;
    for await (const page of index.stamps()) {
      for (const { id } of page) seen.add(id);
      if (isReplaced) continue;
      isReplaced = true;
      const rebuild = await index.rebuild(SAMPLE_SPEC);
      await rebuild.commit();
    }
    expect(seen.size).toBe(20_000);
    expect(await index.count()).toBe(0);
    await index.close();
    expect(await tables(path)).toEqual(['patterns_2.lance']);
  });

  test('a large one that is searched while it grows finds each row as it comes', { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    const index = createLancePatternIndex({ uri: folder.path });
    await index.open(SAMPLE_SPEC);
    const rebuild = await index.rebuild(SAMPLE_SPEC);
    for (let batch = 0; batch < 9; batch += 1) {
      await rebuild.upsert(
        Array.from({ length: 500 }, (_, number) => sampleRow({ id: `row-${batch}-${number}`, words: `w${batch}` })),
      );
      expect(await found(index, `w${batch}`)).toHaveLength(10);
    }
    await rebuild.commit();
    expect(await index.count()).toBe(4_500);
    await index.close();
  });
});

describe('damage', () => {
  const filled = async (): Promise<Awaited<ReturnType<typeof emptyIndex>>> => {
    const empty = await emptyIndex();
    const rows = Array.from({ length: 600 }, (_, number) =>
      sampleRow({ id: `row-${number}`, words: `alpha w${number}`, vector: axisVector(number % 8) }),
    );
    await empty.index.upsert(rows);
    await empty.index.maintain();
    return empty;
  };

  const searchAll = async (index: PatternIndex): Promise<void> => {
    await index.searchWords({ terms: ['alpha', 'w7'], where: all(), limit: 5 });
    await index.searchMeaning({ vector: axisVector(0), space: 'plain', where: all(), limit: 5 });
    for await (const page of index.stamps()) expect(page.length).toBeGreaterThan(0);
  };

  const heal = async (index: PatternIndex): Promise<void> => {
    const rebuild = await index.rebuild(SAMPLE_SPEC);
    await rebuild.upsert([sampleRow({ id: 'healed', words: 'alpha', vector: axisVector(0) })]);
    await rebuild.commit();
    expect(index.state()).toEqual({ kind: 'ready' });
    expect(await found(index, 'alpha')).toEqual(['healed']);
  };

  test('files that vanish while it runs turn the next failing search into a refusal, and a rebuild heals it', async () => {
    await using index = await filled();
    await rm(index.path, { recursive: true });
    await expect(searchAll(index.index)).rejects.toEqual(refusal);
    expect(index.index.state()).toMatchObject({ kind: 'damaged' });
    await expect(found(index.index, 'alpha')).rejects.toEqual(refusal);
    await heal(index.index);
    expect(index.index.generation()).toBe(2);
  });

  const faults = {
    removed: (path: string) => rm(path),
    emptied: (path: string) => truncate(path, 0),
    'overwritten with noise': (path: string) => writeFile(path, Buffer.alloc(5_000, 0xa5)),
  };

  test.each(
    Object.keys(faults).flatMap((fault) => ['data', '_indices', '_versions'].map((place) => [place, fault] as const)),
  )(
    'files of %s that are %s never throw anything but a refusal, and a rebuild heals it [reliability.index-corrupt]',
    async (place, fault) => {
      await using empty = await filled();
      await empty.index.close();
      const folder = join(empty.path, 'patterns_1.lance', place);
      const damage = Object.entries(faults).find(([name]) => name === fault)?.[1];
      for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (file.isFile()) await damage?.(join(file.parentPath, file.name));
      }
      const again = createLancePatternIndex({ uri: empty.path });
      await again.open(SAMPLE_SPEC);
      await searchAll(again).catch((error: unknown) => expect(error).toEqual(refusal));
      expect(again.state()).toMatchObject({ kind: 'damaged' });
      await heal(again);
      await again.close();
    },
  );

  test('a record of the served index that cannot be read is replaced by the next rebuild', async () => {
    await using empty = await filled();
    await empty.index.close();
    await rm(join(empty.path, 'served.lance', '_versions'), { recursive: true });
    const again = createLancePatternIndex({ uri: empty.path });
    expect(await again.open(SAMPLE_SPEC)).toMatchObject({ kind: 'damaged' });
    await heal(again);
    expect(again.generation()).toBe(2);
    expect(await again.open(SAMPLE_SPEC)).toEqual({ kind: 'ready' });
    expect(await tables(empty.path)).toEqual(['patterns_2.lance']);
    await again.close();
  });
});
