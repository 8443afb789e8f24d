import { AccessLevel, type Pattern } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
let ann: Clients;
let bob: Clients;
let number = 0;

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  // The first agent of a folder is its system admin.
  await root.access.whoAmI({});
  ann = core.as('ann');
  bob = core.as('bob');
});

afterAll(() => core[Symbol.asyncDispose]());

const create = async (over: object = {}): Promise<Pattern> => {
  number += 1;
  const { pattern } = await ann.patterns.createPattern({
    patternName: `doomed ${number}`,
    category: `category ${number}`,
    patternData: { description: `ephemeral number ${number}` },
    accessLevel: AccessLevel.TEAM,
    ...over,
  });
  if (pattern === undefined) throw new Error('Nothing was created.');
  return pattern;
};

const NOT_FOUND = { code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' };

describe('A deleted pattern', () => {
  test('is gone from every path at once [delete.hides]', async () => {
    const { id: patternId, category } = await create();
    const { deletedAt, purgeAt } = await ann.patterns.deletePattern({ patternId });
    expect(Number(purgeAt) - Number(deletedAt)).toBe(30 * 86_400_000);
    for (const clients of [ann, bob, root]) {
      expect(await refusalOf((options) => clients.patterns.getPattern({ patternId }, options))).toMatchObject(
        NOT_FOUND,
      );
      expect(await refusalOf((options) => clients.usage.recordUsage({ patternId }, options))).toMatchObject(NOT_FOUND);
      const { patterns } = await clients.patterns.listPatterns({ category });
      const { hits } = await clients.patterns.searchPatterns({ queryText: 'ephemeral', category });
      const { totalPatterns } = await clients.insight.getPatternAnalytics({ category });
      const { recommendations } = await clients.insight.recommendPatterns({ category });
      expect({ patterns, hits, totalPatterns, recommendations }).toEqual({
        patterns: [],
        hits: [],
        totalPatterns: 0,
        recommendations: [],
      });
    }
    expect(await refusalOf((options) => ann.patterns.deletePattern({ patternId }, options))).toMatchObject(NOT_FOUND);
  });

  test('leaves its children in their place, under a parent that is shown as deleted [delete.children-keep]', async () => {
    const { id: patternId } = await create();
    const { pattern: child } = await ann.versions.createVersion({
      patternId,
      newVersion: '1.1.0',
      patternData: { description: 'next' },
    });
    await ann.patterns.deletePattern({ patternId });
    const { versions } = await ann.versions.listVersions({ patternId: child?.id ?? '' });
    const listed = versions.find(({ pattern }) => pattern?.id === child?.id);
    expect(listed).toMatchObject({ parentDeleted: true, pattern: { parentPatternId: patternId, isHead: true } });
  });

  test('blocks no name [delete.name-free]', async () => {
    const { id: patternId, patternName } = await create();
    await ann.patterns.deletePattern({ patternId });
    expect((await create({ patternName })).version).toBe('1.0.0');
  });

  test('comes back whole [delete.undelete]', async () => {
    const { id: patternId } = await create();
    await ann.versions.createVersion({ patternId, newVersion: '1.1.0', patternData: { description: 'next' } });
    await bob.usage.recordUsage({ patternId, success: true, executionTime: 2 });
    const before = (await ann.patterns.getPattern({ patternId })).pattern;
    const versions = await ann.versions.listVersions({ patternId });
    await ann.patterns.deletePattern({ patternId });
    const foreign = await refusalOf((options) => bob.patterns.undeletePattern({ patternId }, options));
    expect(foreign).toMatchObject(NOT_FOUND);
    const { pattern, searchableByWords } = await ann.patterns.undeletePattern({ patternId });
    expect(searchableByWords).toBe(true);
    expect(pattern).toEqual(before);
    expect((await ann.patterns.getPattern({ patternId })).pattern).toEqual(before);
    expect(await ann.versions.listVersions({ patternId })).toEqual(versions);
    expect((await ann.patterns.undeletePattern({ patternId })).pattern).toEqual(before);
  });

  test('does not come back onto a name that was taken meanwhile [delete.undelete-taken]', async () => {
    const { id: patternId, patternName } = await create();
    await ann.patterns.deletePattern({ patternId });
    const taking = await create({ patternName });
    const refusal = await refusalOf((options) => ann.patterns.undeletePattern({ patternId }, options));
    expect(refusal).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'PATTERN_EXISTS',
      metadata: { pattern_id: taking.id },
    });
    expect((await ann.patterns.getPattern({ patternId: taking.id })).pattern).toEqual(taking);
    expect(await refusalOf((options) => ann.patterns.getPattern({ patternId }, options))).toMatchObject(NOT_FOUND);
  });

  test('is purged by admins alone, and does not come back then [delete.purge-now]', async () => {
    const { id: patternId } = await create();
    const denied = await refusalOf((options) => ann.patterns.purgePattern({ patternId }, options));
    expect(denied).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    await ann.patterns.deletePattern({ patternId });
    const { purgedAt } = await root.patterns.purgePattern({ patternId, reason: 'asked for' });
    expect(purgedAt).toBeInstanceOf(Date);
    for (const clients of [ann, root]) {
      const refusal = await refusalOf((options) => clients.patterns.undeletePattern({ patternId }, options));
      expect(refusal).toMatchObject(NOT_FOUND);
    }
    expect(await refusalOf((options) => root.patterns.purgePattern({ patternId }, options))).toMatchObject(NOT_FOUND);
  });
});
