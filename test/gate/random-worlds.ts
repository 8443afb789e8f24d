import { ACCESS_LEVELS, type Caller, PATTERN_STATUSES, type Pattern } from '@tmws/domain';
import type { UnitOfWork } from '@tmws/engine';
import { buildPattern } from '@tmws/engine/testing';
import fc from 'fast-check';

/** Names that differ by as little as two can, since each form of the rule compares them in its own way. */
export const AGENTS = ['ann', 'Ann', 'ann.', 'an', 'system'];
export const NAMESPACES = ['team', 'Team', 'team_', 'tea'];

/** One world: some patterns, and some who ask for them. Its patterns share a category, so that many fit into one database. */
export interface World {
  readonly label: string;
  readonly callers: readonly Caller[];
  readonly patterns: readonly Pattern[];
}

const callers: fc.Arbitrary<Caller> = fc.record({
  agentId: fc.constantFrom(...AGENTS),
  namespace: fc.constantFrom(...NAMESPACES),
  memberships: fc.uniqueArray(
    fc.record({
      namespace: fc.constantFrom(...NAMESPACES),
      role: fc.constantFrom('member' as const, 'admin' as const),
    }),
    { selector: ({ namespace }) => namespace, maxLength: 3 },
  ),
  scopes: fc.constant(['read', 'write'] as const),
  systemAdmin: fc.boolean(),
  credential: fc.constantFrom('socket' as const, 'api-key' as const),
});

const changes: fc.Arbitrary<Partial<Pattern>> = fc.record({
  agentId: fc.constantFrom(...AGENTS),
  namespace: fc.constantFrom(...NAMESPACES),
  accessLevel: fc.constantFrom(...ACCESS_LEVELS),
  sharedWithAgents: fc.uniqueArray(fc.constantFrom(...AGENTS), { maxLength: 3 }),
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant('ACTIVE' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...PATTERN_STATUSES) },
  ),
  isHead: fc.boolean(),
  deletedAt: fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(new Date('2026-02-01T00:00:00Z')) },
  ),
});

const toWorld = (label: string, who: readonly Caller[], what: readonly Partial<Pattern>[]): World => ({
  label,
  callers: who,
  patterns: what.map((change, index) =>
    buildPattern({
      id: `${label}-${index}`,
      category: label,
      patternData: { description: 'everywhere' },
      serveAsSkill: true,
      ...change,
    }),
  ),
});

/** So many random worlds; the same ones for the same seed. */
export const randomWorlds = (count: number, seed: number): readonly World[] =>
  fc
    .sample(
      fc.tuple(fc.array(callers, { minLength: 1, maxLength: 2 }), fc.array(changes, { minLength: 1, maxLength: 7 })),
      { numRuns: count, seed },
    )
    .map(([who, what], index) => toWorld(`w${index}`, who, what));

/** Stores every pattern of the worlds, with the agents and namespaces that they name. */
export const storeWorlds = (unitOfWork: UnitOfWork, worlds: readonly World[]): Promise<void> =>
  unitOfWork.write(async (store) => {
    for (const agent of AGENTS) for (const namespace of NAMESPACES) await store.identity.provision(agent, namespace);
    for (const world of worlds) for (const pattern of world.patterns) await store.patterns.insert(pattern);
  });
