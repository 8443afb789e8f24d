import { describe, expect, test } from 'vitest';
import type { Caller } from '../identity/caller.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { canAdminister, isAdminOf } from './administer.ts';

const caller = (over: Partial<Caller>): Caller => ({
  agentId: 'ann',
  namespace: 'team',
  memberships: [
    { namespace: 'team', role: 'admin' },
    { namespace: 'other', role: 'member' },
  ],
  scopes: ['read', 'write'],
  systemAdmin: false,
  credential: 'socket',
  ...over,
});

const pattern = (over: Partial<Pattern>): Pattern => ({
  id: 'p',
  lineageId: 'p',
  parentPatternId: undefined,
  patternName: 'name',
  agentId: 'bob',
  namespace: 'team',
  category: 'c',
  subcategory: undefined,
  tags: [],
  accessLevel: 'PRIVATE',
  sharedWithAgents: [],
  status: 'ACTIVE',
  deprecatedReason: undefined,
  replacedBy: undefined,
  patternData: {},
  version: '1.0.0',
  isHead: true,
  revision: 1,
  learningWeight: 1,
  complexityScore: undefined,
  confidencePrior: 0.5,
  serveAsSkill: false,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  deletedAt: undefined,
  usage: {
    usageCount: 0,
    successCount: 0,
    failureCount: 0,
    ownerUsageCount: 0,
    timedCount: 0,
    totalTime: 0,
    lastUsedAt: undefined,
    decayedSuccesses: 0,
    decayedFailures: 0,
    decayedAt: undefined,
    effectiveness: 0,
  },
  ...over,
});

describe('An admin of a namespace', () => {
  test.each([
    { it: 'a member’s PRIVATE pattern', over: {}, may: true },
    { it: 'a member’s DRAFT', over: { status: 'DRAFT' }, may: true },
    { it: 'a pattern of a namespace where it is a member', over: { namespace: 'other' }, may: false },
    { it: 'a pattern of a foreign namespace', over: { namespace: 'foreign' }, may: false },
    { it: 'a SYSTEM pattern', over: { accessLevel: 'SYSTEM' }, may: false },
    { it: 'a deleted pattern', over: { deletedAt: new Date(1) }, may: false },
  ] as const)('administers $it: $may', ({ over, may }) => {
    expect(canAdminister(caller({}), pattern(over))).toBe(may);
  });

  test('is one where its role says so, and everywhere as a system admin', () => {
    expect([isAdminOf(caller({}), 'team'), isAdminOf(caller({}), 'other')]).toEqual([true, false]);
    expect(isAdminOf(caller({ systemAdmin: true }), 'foreign')).toBe(true);
    expect(canAdminister(caller({ systemAdmin: true }), pattern({ namespace: 'foreign' }))).toBe(true);
  });
});
