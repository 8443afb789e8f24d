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

test('a filter of more tags than a pattern can have is refused', async () => {
  const { engine, list } = await setUp(1);
  const tags = Array.from({ length: 21 }, (_, index) => `t${index}`);
  await expect(list({ tags })).rejects.toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'tags' }] });
  expect((await list({ tags: tags.slice(1), accessLevels: new Array<string>(5_000).fill('TEAM') })).patterns).toEqual(
    [],
  );
  await engine.indexer.close();
});

test('a name is matched exactly, in its composed form', async () => {
  const { engine, list, insert } = await setUp(0);
  await insert('c', { patternName: 'caf\u00e9' });
  await insert('d', { patternName: 'cafe' });
  expect((await list({ patternName: 'cafe\u0301' })).patterns.map(({ id }) => id)).toEqual(['c']);
  await engine.indexer.close();
});

test('120 patterns come once each in three pages of 50, while others are created [list.paging]', async () => {
  const { engine, list, insert } = await setUp(120);
  const ids: string[] = [];
  const sizes: number[] = [];
  for (let pageToken = '', page = 0; page === 0 || pageToken !== ''; page += 1) {
    const { patterns, nextPageToken } = await list({ pageSize: 0, pageToken });
    ids.push(...patterns.map(({ id }) => id));
    sizes.push(patterns.length);
    await insert(`meanwhile${page}`, { createdAt: new Date(0) });
    pageToken = nextPageToken;
  }
  expect(sizes).toEqual([50, 50, 20]);
  expect(ids.toSorted()).toEqual(Array.from({ length: 120 }, (_, index) => `p${index}`).toSorted());
  await engine.indexer.close();
});

test('an owner lists all of its own, and others what they may read of them [list.by-agent]', async () => {
  const { engine, list, insert } = await setUp(0);
  await insert('private', { category: 'a' });
  await insert('team', { category: 'b', accessLevel: 'TEAM' });
  await insert('public', { category: 'b', accessLevel: 'PUBLIC', namespace: 'team-b' });
  await insert('of-bob', { agentId: 'bob', accessLevel: 'TEAM' });
  await insert('of-zoe', { agentId: 'zoe', accessLevel: 'PUBLIC' });
  const ids = async (input: Partial<ListPatternsInput>, caller = ann) =>
    (await list({ agentId: 'ann', ...input }, caller)).patterns.map(({ id }) => id).toSorted();
  expect(await ids({})).toEqual(['private', 'public', 'team']);
  expect(await ids({}, bob)).toEqual(['public', 'team']);
  expect(await ids({ namespace: 'team-b' }, bob)).toEqual(['public']);
  expect(await ids({ category: 'b' }, bob)).toEqual(['public', 'team']);
  expect(await ids({ accessLevels: ['TEAM'] }, bob)).toEqual(['team']);
  await engine.indexer.close();
});

test('a version is matched exactly', async () => {
  const { engine, list, insert } = await setUp(3);
  await insert('new', { version: '1.2.0' });
  expect((await list({ version: '1.2.0' })).patterns.map(({ id }) => id)).toEqual(['new']);
  expect((await list({ version: '1.2' })).patterns).toEqual([]);
  expect((await list({ version: '' })).patterns).toHaveLength(4);
  await engine.indexer.close();
});

test("the deleted are listed where they are asked for: the caller's own, and no living ones", async () => {
  const { engine, list, insert } = await setUp(3);
  const deletedAt = new Date(5);
  await insert('gone', { deletedAt, accessLevel: 'PUBLIC', category: 'old' });
  await insert('gone-too', { deletedAt });
  await insert('theirs', { deletedAt, agentId: 'bob', accessLevel: 'PUBLIC' });
  const idsOf = async (input: Partial<ListPatternsInput>, caller = ann) =>
    (await list(input, caller)).patterns.map(({ id }) => id);
  expect((await idsOf({ deleted: true })).toSorted()).toEqual(['gone', 'gone-too']);
  expect(await idsOf({ deleted: true, category: 'old' })).toEqual(['gone']);
  expect(await idsOf({ deleted: true }, bob)).toEqual(['theirs']);
  expect(await idsOf({})).not.toContain('gone');
  await engine.indexer.close();
});
