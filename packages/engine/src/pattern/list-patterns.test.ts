import { expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { type ListPatternsInput, listPatterns } from './list-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const setUp = async (count: number) => {
  const engine = await createTestEngine();
  const insert = (id: string, changes = {}) =>
    engine.unitOfWork.write((store) => store.patterns.insert(buildPattern({ id, ...changes })));
  for (let index = 0; index < count; index += 1) {
    await insert(`p${index}`, {
      createdAt: new Date(Math.floor(index / 3)),
      accessLevel: index % 2 === 0 ? 'TEAM' : 'PRIVATE',
    });
  }
  const list = (input: Partial<ListPatternsInput> = {}, caller = ann) =>
    listPatterns(engine, caller, { pageSize: 10, pageToken: '', ...input });
  return { engine, insert, list };
};

test('a listing gives what the caller may read, each once over its pages, oldest first', async () => {
  const { engine, list } = await setUp(25);
  const ids: string[] = [];
  let pageToken = '';
  do {
    const page = await list({ pageToken });
    ids.push(...page.patterns.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect([ids.length, new Set(ids).size]).toEqual([25, 25]);
  expect((await list({ pageSize: 200 }, bob)).patterns).toHaveLength(13);
  await engine.indexer.close();
});

test('a last page that is full has no token', async () => {
  const { engine, list } = await setUp(10);
  expect((await list()).nextPageToken).toBe('');
  await engine.indexer.close();
});

test('a pattern that comes or goes between two pages moves no other', async () => {
  const { engine, list, insert } = await setUp(12);
  const first = await list({ pageSize: 6 });
  await insert('before', { createdAt: new Date(0), patternName: 'before' });
  await insert('after', { createdAt: new Date(9_999), patternName: 'after' });
  const second = await list({ pageSize: 6, pageToken: first.nextPageToken });
  const third = await list({ pageSize: 6, pageToken: second.nextPageToken });
  const ids = [first, second, third].flatMap(({ patterns }) => patterns.map(({ id }) => id));
  expect(ids).toHaveLength(13);
  expect(ids).not.toContain('before');
  expect(ids.at(-1)).toBe('after');
  await engine.indexer.close();
});

test('a token of another listing is refused', async () => {
  const { engine, list } = await setUp(12);
  const { nextPageToken: pageToken } = await list({ pageSize: 5 });
  for (const change of [{ pageSize: 6 }, { pageSize: 5, category: 'x' }, { pageSize: 5, updatedAfter: new Date(0) }]) {
    await expect(list({ ...change, pageToken })).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
  }
  await expect(list({ pageSize: 5, pageToken }, bob)).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
  await engine.indexer.close();
});

test('a name is matched exactly, in its composed form', async () => {
  const { engine, list, insert } = await setUp(0);
  await insert('c', { patternName: 'caf\u00e9' });
  await insert('d', { patternName: 'cafe' });
  expect((await list({ patternName: 'cafe\u0301' })).patterns.map(({ id }) => id)).toEqual(['c']);
  await engine.indexer.close();
});
