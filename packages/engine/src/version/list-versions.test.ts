import { type Pattern, unusedRecord } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller, buildPattern, createTestEngine, type TestEngine } from '../testing/index.ts';
import { listVersions } from './list-versions.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const version = (number: string, parent: string | undefined, over: Partial<Pattern> = {}): Pattern =>
  buildPattern({
    id: number,
    lineageId: '1.0.0',
    patternName: 'retry',
    parentPatternId: parent,
    version: number,
    accessLevel: 'TEAM',
    isHead: false,
    ...over,
  });

const record = (successCount: number, failureCount: number) => ({
  ...unusedRecord(new Date(0)),
  usageCount: successCount + failureCount,
  successCount,
  failureCount,
});

const setUp = async (...patterns: readonly Pattern[]) => {
  const engine = await createTestEngine({
    patterns: [...patterns, buildPattern({ id: 'other', accessLevel: 'TEAM' })],
  });
  engines.push(engine);
  const list = (patternId: string, caller = ann, page: { pageSize?: number; pageToken?: string } = {}) =>
    listVersions(engine, caller, { patternId, pageSize: 0, pageToken: '', ...page });
  return { engine, list };
};

const TREE = [
  ['1.0.0', undefined],
  ['1.1.0', '1.0.0'],
  ['2.0.0', '1.0.0'],
  ['2.1.0', '2.0.0'],
  ['3.0.0', '1.0.0'],
] as const;

describe('The versions of a pattern', () => {
  test('are a tree that may branch, the same from every version of it [version.tree, version.branches]', async () => {
    const { list } = await setUp(...TREE.map(([number, parent]) => version(number, parent)).toReversed());
    const { versions, nextPageToken } = await list('1.0.0');
    expect(versions.map(({ pattern }) => [pattern.version, pattern.parentPatternId])).toEqual(TREE);
    expect(versions.every(({ isParentDeleted, pattern }) => !isParentDeleted && pattern.status === 'ACTIVE')).toBe(
      true,
    );
    expect(nextPageToken).toBe('');
    expect(await list('2.1.0')).toEqual({ versions, nextPageToken });
  });

  test('come by precedence, a prerelease before its release', async () => {
    const numbers = ['1.0.0', '1.2.0', '1.10.0', '2.0.0-rc.1', '2.0.0'];
    const { list } = await setUp(...numbers.toReversed().map((number) => version(number, undefined)));
    expect((await list('1.2.0')).versions.map(({ pattern }) => pattern.version)).toEqual(numbers);
  });

  test('keep their place when their parent is deleted', async () => {
    const deletedAt = new Date('2026-01-02T00:00:00Z');
    const { list } = await setUp(
      version('1.0.0', undefined),
      version('1.1.0', '1.0.0', { deletedAt }),
      version('1.2.0', '1.1.0'),
    );
    const { versions } = await list('1.2.0');
    expect(versions.map(({ pattern, isParentDeleted }) => [pattern.id, isParentDeleted])).toEqual([
      ['1.0.0', false],
      ['1.2.0', true],
    ]);
    await expect(list('1.1.0')).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
  });

  test('tell how probably each is better than its parent, where both have outcomes', async () => {
    const { list } = await setUp(
      version('1.0.0', undefined, { usage: record(9, 1) }),
      version('1.1.0', '1.0.0', { usage: record(2, 8) }),
      version('1.2.0', '1.0.0'),
    );
    const probabilities = (await list('1.0.0')).versions.map((node) => node.probabilityBetterThanParent);
    expect(probabilities).toEqual([undefined, expect.closeTo(0.00095, 5), undefined]);
  });

  test('are those that the caller may read, and of an unreadable one there are none', async () => {
    const draft = version('2.0.0', '1.0.0', { status: 'DRAFT', usage: record(5, 5) });
    const child = version('2.1.0', '2.0.0', { usage: record(5, 5) });
    const { list } = await setUp(version('1.0.0', undefined), draft, child);
    expect((await list('1.0.0', ann)).versions.map(({ pattern }) => pattern.id)).toEqual(['1.0.0', '2.0.0', '2.1.0']);
    const { versions } = await list('1.0.0', bob);
    expect(versions.map(({ pattern }) => pattern.id)).toEqual(['1.0.0', '2.1.0']);
    // As if the draft did not exist: it shows neither by its id, nor as deleted, nor by its record.
    expect(versions[1]).toMatchObject({
      pattern: { parentPatternId: undefined },
      isParentDeleted: false,
      probabilityBetterThanParent: undefined,
    });
    for (const id of ['2.0.0', 'unknown']) {
      await expect(list(id, bob)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('come in pages that go on where the last one ended', async () => {
    const { list } = await setUp(...TREE.map(([number, parent]) => version(number, parent)));
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await list('2.1.0', ann, { pageSize: 2, pageToken });
      expect(page.versions.length).toBeLessThanOrEqual(2);
      seen.push(...page.versions.map(({ pattern }) => pattern.version));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen).toEqual(TREE.map(([number]) => number));
    const { nextPageToken } = await list('2.1.0', ann, { pageSize: 2 });
    for (const caller of [bob, ann]) {
      const other = caller === ann ? '1.0.0' : '2.1.0';
      await expect(list(other, caller, { pageSize: 2, pageToken: nextPageToken })).rejects.toMatchObject({
        reason: 'PAGE_TOKEN_INVALID',
      });
    }
  });
});
