import { AccessLevel, DataChangeKind, PatternStatus, SearchMode, VersionBump } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann', 'team');
  bob = core.as('bob', 'team');
});

afterAll(() => core[Symbol.asyncDispose]());

const DATA = { description: 'Keep connections open', steps: ['open', 'keep'], size: 10 };

const first = async (patternName: string) => {
  const { pattern } = await ann.patterns.createPattern({
    patternName,
    category: 'database',
    tags: ['pool'],
    patternData: DATA,
    accessLevel: AccessLevel.TEAM,
    confidence: 0.9,
  });
  return pattern?.id ?? '';
};

const use = async (patternId: string, successes: number, failures: number): Promise<void> => {
  for (let count = 0; count < successes + failures; count += 1) {
    await bob.usage.recordUsage({ patternId, success: count < successes });
  }
};

describe('VersionService', () => {
  test('makes versions by number and by step, under their parents, and lists them as one tree [version.tree, version.branches, version.bump, grpc.list-basic]', async () => {
    const root = await first('tree');
    const make = async (patternId: string, request: { newVersion?: string; bump?: VersionBump }) => {
      const { pattern } = await ann.versions.createVersion({ patternId, patternData: DATA, ...request });
      expect(pattern).toMatchObject({ parentPatternId: patternId, tags: ['pool'], accessLevel: AccessLevel.TEAM });
      expect(pattern).toMatchObject({ status: PatternStatus.ACTIVE, usageCount: 0, confidence: 0.9 });
      return pattern?.id ?? '';
    };
    const minor = await make(root, { bump: VersionBump.MINOR });
    const major = await make(root, { bump: VersionBump.MAJOR });
    const branch = await make(major, { newVersion: '2.1.0' });
    const third = await make(root, { newVersion: '3.0.0' });
    const tree = await ann.versions.listVersions({ patternId: root });
    expect(tree.versions.map(({ pattern }) => [pattern?.version, pattern?.id, pattern?.parentPatternId])).toEqual([
      ['1.0.0', root, undefined],
      ['1.1.0', minor, root],
      ['2.0.0', major, root],
      ['2.1.0', branch, major],
      ['3.0.0', third, root],
    ]);
    expect(tree.versions.map(({ pattern }) => pattern?.isHead)).toEqual([false, false, false, false, true]);
    const { patterns } = await ann.patterns.listPatterns({});
    const listed = [...patterns, ...tree.versions.map(({ pattern }) => pattern)];
    expect(listed.every((pattern) => pattern !== undefined && pattern.patternData === undefined)).toBe(true);
    expect(await bob.versions.listVersions({ patternId: branch })).toEqual(tree);
  });

  test('shows a lineage once in a search, and its earlier words no more [version.search-collapse]', async () => {
    const patternId = await first('collapsed');
    const found = async (queryText: string) => {
      const { hits } = await bob.patterns.searchPatterns({ queryText, mode: SearchMode.LEXICAL });
      return hits.map(({ pattern }) => pattern?.id);
    };
    await ann.patterns.updatePattern({ patternId, patternData: { description: 'quagga gnu' } });
    expect(await found('gnu')).toEqual([patternId]);
    const make = async (newVersion: string, description: string) =>
      (await ann.versions.createVersion({ patternId, newVersion, patternData: { description } })).pattern?.id;
    await make('2.0.0', 'quagga okapi');
    const head = await make('3.0.0', 'quagga eland');
    expect(await found('quagga')).toEqual([head]);
    expect([await found('gnu'), await found('okapi'), await found('eland')]).toEqual([[], [], [head]]);
  });

  test('compares content and use of two versions [version.compare-diff, version.compare-stats]', async () => {
    const older = await first('compared');
    const { pattern } = await ann.versions.createVersion({
      patternId: older,
      bump: VersionBump.MAJOR,
      patternData: { description: DATA.description, steps: ['open', 'reuse'], limit: null },
      tags: ['pool', 'http'],
    });
    const newer = pattern?.id ?? '';
    await use(older, 14, 4);
    await use(newer, 19, 1);
    const compared = await bob.versions.compareVersions({ oldPatternId: older, newPatternId: newer });
    expect(compared.changes).toEqual([
      { path: '/tags/1', kind: DataChangeKind.ADDED, oldValue: undefined, newValue: 'http' },
      { path: '/pattern_data/steps/1', kind: DataChangeKind.CHANGED, oldValue: 'keep', newValue: 'reuse' },
      { path: '/pattern_data/size', kind: DataChangeKind.REMOVED, oldValue: 10, newValue: undefined },
      { path: '/pattern_data/limit', kind: DataChangeKind.ADDED, oldValue: undefined, newValue: null },
    ]);
    expect(compared.oldUsage).toMatchObject({
      usageCount: 18,
      successCount: 14,
      failureCount: 4,
      successRate: 14 / 18,
    });
    expect(compared.newUsage).toMatchObject({ usageCount: 20, successCount: 19, failureCount: 1, successRate: 0.95 });
    expect(compared.successRateDifference).toBeCloseTo(0.95 - 14 / 18, 12);
    expect(compared.probabilityNewBetter).toBeCloseTo(0.9293139293139293, 12);
    const { versions } = await bob.versions.listVersions({ patternId: older });
    expect(versions[1]?.probabilityBetterThanParent).toBe(compared.probabilityNewBetter);
  });

  test('refuses with the reason that the contract names', async () => {
    const root = await first('refused');
    const request = { patternId: root, patternData: DATA };
    const { pattern } = await ann.versions.createVersion({ ...request, newVersion: '2.0.0' });
    const refusals = await Promise.all([
      refusalOf((options) => ann.versions.createVersion({ ...request, newVersion: '2.0.0' }, options)),
      refusalOf((options) => ann.versions.createVersion({ ...request, newVersion: '0.9.0' }, options)),
      refusalOf((options) => ann.versions.createVersion({ ...request, newVersion: 'v2' }, options)),
      refusalOf((options) => ann.versions.createVersion({ ...request, bump: VersionBump.UNRECOGNIZED }, options)),
      refusalOf((options) => ann.versions.createVersion({ patternId: root, bump: VersionBump.PATCH }, options)),
      refusalOf((options) => bob.versions.createVersion({ ...request, bump: VersionBump.PATCH }, options)),
      refusalOf((options) => bob.versions.listVersions({ patternId: 'nope' }, options)),
      refusalOf((options) => bob.versions.compareVersions({ oldPatternId: root, newPatternId: 'nope' }, options)),
    ]);
    expect(refusals.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
      'ALREADY_EXISTS VERSION_EXISTS',
      'INVALID_ARGUMENT VERSION_NOT_GREATER',
      'INVALID_ARGUMENT INVALID_FIELD',
      'INVALID_ARGUMENT INVALID_FIELD',
      'INVALID_ARGUMENT INVALID_FIELD',
      'PERMISSION_DENIED NOT_OWNER',
      'NOT_FOUND PATTERN_NOT_FOUND',
      'NOT_FOUND PATTERN_NOT_FOUND',
    ]);
    expect(refusals[0]?.metadata.pattern_id).toBe(pattern?.id);
  });
});
