import { expect, test } from 'vitest';
import { searchPatterns } from '../search/search-patterns.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { reindex } from './reindex.ts';

const ann = buildCaller({ agentId: 'ann', systemAdmin: true });

test('rows that the index lost are back, and searches are answered meanwhile [reliability.reindex]', async () => {
  const patterns = ['feed the cats', 'walk the dogs', 'feed the dogs'].map((description, index) =>
    buildPattern({ id: `p${index}`, patternData: { description } }),
  );
  const engine = await createTestEngine({ patterns });
  const input = { mode: 'HYBRID', versions: 'heads', pageSize: 0, pageToken: '', contentBytes: undefined } as const;
  const search = () => searchPatterns(engine, ann, { ...input, query: 'feed the dogs' });
  const before = await search();
  await engine.index.remove(['p1', 'p2']);
  let meanwhile: ReturnType<typeof search> | undefined;
  await reindex(engine, ann, {
    onProgress: () => {
      meanwhile = search();
    },
  });
  expect((await meanwhile)?.hits.length).toBeGreaterThan(0);
  expect((await search()).hits).toEqual(before.hits);
  await engine.indexer.close();
});

test('an agent that is no system admin is refused', async () => {
  const engine = await createTestEngine();
  const asked = reindex(engine, buildCaller({ agentId: 'bob' }), { onProgress: () => undefined });
  await expect(asked).rejects.toMatchObject({ reason: 'NOT_ADMIN' });
  await engine.indexer.close();
});

test('a repeated request gets the first answer and rebuilds nothing', async () => {
  const engine = await createTestEngine({ patterns: [buildPattern({ id: 'p1' })] });
  const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
  let steps = 0;
  const onProgress = (): void => {
    steps += 1;
  };
  const first = await reindex(engine, ann, { requestId, onProgress });
  const taken = steps;
  expect(taken).toBeGreaterThan(0);
  expect(await reindex(engine, ann, { requestId, onProgress })).toEqual(first);
  expect(steps).toBe(taken);
  await engine.indexer.close();
});
