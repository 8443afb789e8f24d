import { AccessLevel, DataChangeKind, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
let ann: Clients;
let number = 0;

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  // The first agent of a folder is its system admin.
  await root.access.whoAmI({});
  ann = core.as('ann');
});

afterAll(() => core[Symbol.asyncDispose]());

/** A pattern of four revisions, whose second one has the word `second`. */
const fourTimes = async (): Promise<string> => {
  number += 1;
  const { pattern } = await ann.patterns.createPattern({
    patternName: `revised ${number}`,
    category: 'c',
    patternData: { description: 'first', steps: ['a'] },
  });
  const patternId = pattern?.id ?? '';
  await ann.patterns.updatePattern({ patternId, patternData: { description: 'second' }, reason: 'shorter' });
  await ann.patterns.updatePattern({ patternId, patternData: { description: 'third', steps: ['a', 'b'] } });
  await ann.patterns.updatePattern({ patternId, category: 'd', status: PatternStatus.RETIRED });
  return patternId;
};

const contentOf = async (patternId: string, revision: number): Promise<unknown> =>
  (await ann.patterns.getRevision({ patternId, revision })).pattern?.patternData;

describe('Revisions', () => {
  test('are kept with number, author, time and reason [revision.kept]', async () => {
    const patternId = await fourTimes();
    const { revisions } = await ann.patterns.listRevisions({ patternId });
    expect(
      revisions.map(({ revision, agentId, reason, changedFields }) => [revision, agentId, reason, changedFields]),
    ).toEqual([
      [4, 'ann', '', ['category', 'status']],
      [3, 'ann', '', ['pattern_data']],
      [2, 'ann', 'shorter', ['pattern_data']],
      [1, 'ann', '', []],
    ]);
    expect(revisions.every(({ createdAt }) => createdAt instanceof Date)).toBe(true);
    const first = await ann.patterns.listRevisions({ patternId, pageSize: 3 });
    const second = await ann.patterns.listRevisions({ patternId, pageSize: 3, pageToken: first.nextPageToken });
    expect([...first.revisions, ...second.revisions]).toEqual(revisions);
    expect(second.nextPageToken).toBe('');
  });

  test('are shown whole and compared by path [revision.show-diff]', async () => {
    const patternId = await fourTimes();
    expect(await contentOf(patternId, 1)).toEqual({ description: 'first', steps: ['a'] });
    const { changes } = await ann.patterns.getRevision({ patternId, revision: 3, compareTo: 1 });
    expect(changes).toEqual([
      {
        path: '/pattern_data/description',
        kind: DataChangeKind.CHANGED,
        oldValue: 'first',
        newValue: 'third',
      },
      { path: '/pattern_data/steps/1', kind: DataChangeKind.ADDED, oldValue: undefined, newValue: 'b' },
    ]);
    const refusal = await refusalOf((options) => ann.patterns.getRevision({ patternId, revision: 9 }, options));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'REVISION_NOT_FOUND' });
  });

  test('are restored as a new one, which leaves level and name of the lineage alone [revision.restore]', async () => {
    const patternId = await fourTimes();
    await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM });
    const { pattern } = await ann.patterns.restoreRevision({ patternId, revision: 1 });
    expect(pattern).toMatchObject({
      revision: 6,
      category: 'c',
      status: PatternStatus.ACTIVE,
      patternData: { description: 'first', steps: ['a'] },
      accessLevel: AccessLevel.TEAM,
    });
    const { revisions } = await ann.patterns.listRevisions({ patternId });
    expect(revisions[0]).toMatchObject({ revision: 6, reason: 'restored revision 1' });
    expect(await contentOf(patternId, 3)).toEqual({ description: 'third', steps: ['a', 'b'] });
  });

  test('are redacted by admins alone, one by one [revision.redact]', async () => {
    const patternId = await fourTimes();
    const denied = await refusalOf((options) => ann.patterns.redactRevision({ patternId, revision: 2 }, options));
    expect(denied).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    const before = await Promise.all([1, 3, 4].map((revision) => contentOf(patternId, revision)));
    const { revision } = await root.patterns.redactRevision({ patternId, revision: 2, reason: 'a secret' });
    expect(revision).toMatchObject({ revision: 2, redacted: true, agentId: 'ann' });
    expect(await contentOf(patternId, 2)).toBeUndefined();
    expect(await Promise.all([1, 3, 4].map((one) => contentOf(patternId, one)))).toEqual(before);
    const { hits } = await ann.patterns.searchPatterns({ queryText: 'second' });
    expect(hits.map(({ pattern }) => pattern?.id)).not.toContain(patternId);
    const restored = await refusalOf((options) => ann.patterns.restoreRevision({ patternId, revision: 2 }, options));
    expect(restored).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'REVISION_REDACTED' });
    const current = await refusalOf((options) => root.patterns.redactRevision({ patternId, revision: 4 }, options));
    expect(current).toMatchObject({ reason: 'INVALID_FIELD' });
  });
});
