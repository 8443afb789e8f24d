import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unusedRecord } from '../effectiveness/effectiveness.ts';
import type { Caller } from '../identity/caller.ts';
import { PATTERN_STATUSES, type Pattern } from '../pattern/pattern.ts';
import { ACCESS_LEVELS } from './access-level.ts';
import { canChange, canRead } from './can-read.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const AGENTS = ['ann', 'bob', 'cid', 'system'];
const NAMESPACES = ['team-a', 'team-b', 'default'];

const pattern = (changes: Partial<Pattern>): Pattern => ({
  id: 'p',
  lineageId: 'p',
  parentPatternId: undefined,
  patternName: 'name',
  agentId: 'ann',
  namespace: 'team-a',
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
  createdAt: NOW,
  updatedAt: NOW,
  deletedAt: undefined,
  usage: unusedRecord(NOW),
  ...changes,
});

const caller = (changes: Partial<Caller>): Caller => ({
  agentId: 'bob',
  namespace: 'team-a',
  memberships: [],
  scopes: ['read', 'write'],
  systemAdmin: false,
  credential: 'socket',
  ...changes,
});

const callers = fc
  .record({
    agentId: fc.constantFrom(...AGENTS),
    namespace: fc.constantFrom(...NAMESPACES),
    memberships: fc.uniqueArray(
      fc.record({
        namespace: fc.constantFrom(...NAMESPACES),
        role: fc.constantFrom('member' as const, 'admin' as const),
      }),
      { selector: (membership) => membership.namespace },
    ),
    systemAdmin: fc.boolean(),
  })
  .map(caller);

const patterns = fc
  .record({
    agentId: fc.constantFrom(...AGENTS),
    namespace: fc.constantFrom(...NAMESPACES),
    accessLevel: fc.constantFrom(...ACCESS_LEVELS),
    status: fc.constantFrom(...PATTERN_STATUSES),
    sharedWithAgents: fc.uniqueArray(fc.constantFrom(...AGENTS)),
    isHead: fc.boolean(),
    deletedAt: fc.option(fc.constant(NOW), { nil: undefined, freq: 4 }),
  })
  .map(pattern);

/** The rules in plain words, written without the table. */
const mayRead = (who: Caller, what: Pattern): boolean => {
  if (what.deletedAt !== undefined) return false;
  if (what.agentId === who.agentId) return true;
  if (what.status === 'DRAFT') return false;
  if (what.accessLevel === 'PUBLIC' || what.accessLevel === 'SYSTEM') return true;
  if (what.accessLevel === 'TEAM') return who.memberships.map(({ namespace }) => namespace).includes(what.namespace);
  if (what.accessLevel === 'SHARED') return what.sharedWithAgents.includes(who.agentId);
  return false;
};

const mayChange = (who: Caller, what: Pattern): boolean => {
  if (!mayRead(who, what)) return false;
  return what.accessLevel === 'SYSTEM' ? who.systemAdmin : what.agentId === who.agentId;
};

describe('the access gate', () => {
  test('gives the verdict of the written rules in random worlds', () => {
    const verdicts = { readable: 0, hidden: 0, changeable: 0 };
    fc.assert(
      fc.property(callers, fc.array(patterns, { minLength: 1, maxLength: 8 }), (who, world) => {
        for (const what of world) {
          expect(canRead(who, what)).toBe(mayRead(who, what));
          expect(canChange(who, what)).toBe(mayChange(who, what));
          verdicts[mayRead(who, what) ? 'readable' : 'hidden'] += 1;
          if (mayChange(who, what)) verdicts.changeable += 1;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(verdicts.readable, verdicts.hidden, verdicts.changeable)).toBeGreaterThan(500);
  });

  test('whoever may change a pattern may read it', () => {
    fc.assert(fc.property(callers, patterns, (who, what) => !canChange(who, what) || canRead(who, what)));
  });

  test('an admin of the namespace reads and changes no more than a member [access.admin-flag]', () => {
    fc.assert(
      fc.property(callers, patterns, (who, what) => {
        const asMember = {
          ...who,
          memberships: who.memberships.map(({ namespace }) => ({ namespace, role: 'member' as const })),
        };
        expect(canRead(who, what)).toBe(canRead(asMember, what));
        expect(canChange(who, what)).toBe(canChange(asMember, what));
      }),
    );
  });

  test('an agent reads a TEAM pattern by its membership, not by the namespace it writes to', () => {
    const team = pattern({ accessLevel: 'TEAM' });
    expect(canRead(caller({ namespace: 'team-a' }), team)).toBe(false);
    expect(canRead(caller({ namespace: 'x', memberships: [{ namespace: 'team-a', role: 'member' }] }), team)).toBe(
      true,
    );
  });

  test('shared_with_agents grants nothing while the level is not SHARED [access.shared-list-inert]', () => {
    for (const accessLevel of ['PRIVATE', 'TEAM'] as const) {
      expect(canRead(caller({}), pattern({ accessLevel, sharedWithAgents: ['bob'] }))).toBe(false);
    }
    expect(canRead(caller({}), pattern({ accessLevel: 'SHARED', sharedWithAgents: ['bob'] }))).toBe(true);
    expect(canRead(caller({}), pattern({ accessLevel: 'SHARED', sharedWithAgents: [] }))).toBe(false);
  });

  test('the owner reads its own pattern at every level and status, member or not [access.owner-always-reads]', () => {
    for (const accessLevel of ACCESS_LEVELS) {
      for (const status of PATTERN_STATUSES) {
        expect(canRead(caller({ agentId: 'ann' }), pattern({ accessLevel, status }))).toBe(true);
      }
    }
  });

  test('a draft is hidden from everyone but its owner, system admins too [access.draft-owner]', () => {
    for (const accessLevel of ['TEAM', 'PUBLIC', 'SYSTEM'] as const) {
      const draft = pattern({ accessLevel, status: 'DRAFT' });
      expect(canRead(caller({ systemAdmin: true, memberships: [{ namespace: 'team-a', role: 'admin' }] }), draft)).toBe(
        false,
      );
    }
  });
});
