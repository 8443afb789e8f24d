import type { Caller, Pattern } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { buildCaller, buildPattern } from '../testing/index.ts';
import { withKnownParents } from './with-known-parents.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const admin = buildCaller({ agentId: 'ada', memberships: [{ namespace: 'team-a', role: 'admin' }] });

const child = buildPattern({ id: 'child', lineageId: 'parent', parentPatternId: 'parent', accessLevel: 'TEAM' });
const parent = (changes: Partial<Pattern>): Pattern => buildPattern({ id: 'parent', accessLevel: 'TEAM', ...changes });

const seen = async (
  rows: readonly Pattern[],
  seeing: { readonly caller: Caller; readonly asAdmin?: boolean },
): Promise<string | undefined> => {
  const [pattern] = await withKnownParents({ patterns: { findMany: async () => rows } }, seeing, [child]);
  return pattern?.parentPatternId;
};

describe('The parent of a version', () => {
  test.each([
    { it: 'readable', rows: [parent({})], owner: 'parent', member: 'parent' },
    { it: 'a draft', rows: [parent({ status: 'DRAFT' })], owner: 'parent', member: undefined },
    { it: 'deleted', rows: [parent({ deletedAt: new Date(0) })], owner: 'parent', member: 'parent' },
    {
      it: 'a deleted draft',
      rows: [parent({ status: 'DRAFT', deletedAt: new Date(0) })],
      owner: 'parent',
      member: undefined,
    },
    { it: 'purged', rows: [], owner: 'parent', member: undefined },
  ])('that is $it is shown to the owner as $owner and to a member as $member', async ({ rows, owner, member }) => {
    expect(await seen(rows, { caller: ann })).toBe(owner);
    expect(await seen(rows, { caller: bob })).toBe(member);
  });

  test('that is a draft is shown to an admin who says so, as the draft itself would be', async () => {
    const rows = [parent({ status: 'DRAFT' })];
    expect(await seen(rows, { caller: admin, asAdmin: true })).toBe('parent');
    expect(await seen(rows, { caller: admin })).toBeUndefined();
    expect(await seen(rows, { caller: bob, asAdmin: true })).toBeUndefined();
  });

  test('costs nothing where there is none', async () => {
    const findMany = (): never => expect.unreachable();
    const [pattern] = await withKnownParents({ patterns: { findMany } }, { caller: bob }, [parent({})]);
    expect(pattern).toEqual(parent({}));
  });
});
