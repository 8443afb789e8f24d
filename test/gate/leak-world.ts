import {
  ACCESS_LEVELS,
  type Caller,
  compareVersionNumbers,
  PATTERN_STATUSES,
  type Pattern,
  SYSTEM_AGENT,
} from '@tmws/domain';
import { buildCaller, buildPattern } from '@tmws/engine/testing';
import fc from 'fast-check';
import { mayChange, mayRead } from './oracle.ts';

/** The moment at which everybody asks. */
export const NOW = new Date('2026-03-01T12:00:00Z');

/** What patterns say; several say the same, so that there are near-duplicates, hidden ones among them. */
const TEXTS = [
  'Retry a failed call with growing pauses until the queue behind it answers again or the time is up',
  'Lock the row before the cache is filled so that two writers never store the older value of both',
  'Merge the branch behind a flag and deploy it to one region before the review of the whole schema',
  'Page through a stream by cursor in batches so that no index is scanned twice for one request',
];
const NAMES = ['retry', 'row lock', 'flagged merge', 'cursor pages'];
/** Categories, and areas of notes. */
export const AREAS = ['queues', 'storage', 'release'];

/** A use that was recorded, maybe when the agent could still read the pattern. */
export interface PastUse {
  readonly id: string;
  readonly patternId: string;
  readonly agentId: string;
  readonly success: boolean | undefined;
  readonly usedAt: Date;
}

/** A proposal that was made. */
export interface PastProposal {
  readonly id: string;
  readonly patternId: string;
  readonly agentId: string;
}

/** An answer of apply_pattern that was given. */
export interface PastApplication {
  readonly id: string;
  readonly patternIds: readonly string[];
}

/** Rows of a world, and who asks. */
export interface LeakWorld {
  readonly caller: Caller;
  readonly patterns: readonly Pattern[];
  readonly uses: readonly PastUse[];
  readonly proposals: readonly PastProposal[];
  readonly applications: readonly PastApplication[];
  /** Whether searches and notes of a namespace that is not the caller's are there. */
  readonly hasOthersActivity: boolean;
}

interface VersionPlan {
  readonly parent: number;
  readonly status: Pattern['status'];
  readonly isDeleted: boolean;
}

interface LineagePlan {
  readonly owner: string;
  readonly level: Pattern['accessLevel'];
  readonly namespace: string;
  readonly shared: readonly string[];
  readonly name: string;
  readonly text: string;
  readonly category: string;
  readonly versions: readonly VersionPlan[];
}

const versionPlans: fc.Arbitrary<VersionPlan> = fc.record({
  parent: fc.nat({ max: 3 }),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'DRAFT', 'DRAFT', ...PATTERN_STATUSES),
  isDeleted: fc.constantFrom(false, false, false, false, true),
});

const lineagePlans: fc.Arbitrary<LineagePlan> = fc.record({
  owner: fc.constantFrom('ann', 'bob', 'bob', 'cid'),
  level: fc.constantFrom(...ACCESS_LEVELS, 'TEAM', 'PUBLIC'),
  namespace: fc.constantFrom('team-a', 'team-a', 'team-b'),
  shared: fc.subarray(['ann', 'cid']),
  name: fc.constantFrom(...NAMES),
  text: fc.constantFrom(...TEXTS),
  category: fc.constantFrom(...AREAS),
  versions: fc.array(versionPlans, { minLength: 1, maxLength: 4 }),
});

const headOf = (versions: readonly Pattern[]): string | undefined => {
  const best = (status: Pattern['status']): string | undefined =>
    versions
      .filter((pattern) => pattern.status === status && pattern.deletedAt === undefined)
      .toSorted((a, b) => compareVersionNumbers(b.version, a.version))[0]?.id;
  return best('ACTIVE') ?? best('DEPRECATED');
};

const toLineage = (plan: LineagePlan, place: number): readonly Pattern[] => {
  const isSystem = plan.level === 'SYSTEM';
  const idOf = (version: number): string => `p${String(place).padStart(2, '0')}-v${version}`;
  const versions = plan.versions.map((version, index): Pattern => {
    const at = new Date(NOW.getTime() - (200 - place * 10 - index) * 86_400_000);
    return buildPattern({
      id: idOf(index),
      lineageId: idOf(0),
      parentPatternId: index === 0 ? undefined : idOf(Math.min(version.parent, index - 1)),
      // Names of one owner differ, those of several may not.
      patternName: `${plan.name}${isSystem ? ` ${place}` : ` ${plan.owner} ${place % 2}`}`.replace(
        ` ${plan.owner} 0`,
        '',
      ),
      agentId: isSystem ? SYSTEM_AGENT : plan.owner,
      namespace: plan.namespace,
      category: plan.category,
      accessLevel: plan.level,
      sharedWithAgents: plan.shared,
      // Nobody reads a draft of `system`, not even those who change its patterns.
      status: isSystem && version.status === 'DRAFT' ? 'ACTIVE' : version.status,
      version: `${index + 1}.0.0`,
      isHead: false,
      serveAsSkill: place % 2 === 0,
      patternData: { description: plan.text, steps: [`Step ${index}`] },
      createdAt: at,
      updatedAt: at,
      deletedAt: version.isDeleted ? NOW : undefined,
    });
  });
  const head = headOf(versions);
  return versions.map((pattern) => ({ ...pattern, isHead: pattern.id === head }));
};

const nameKey = ({ namespace, agentId, patternName }: Pattern): string => [namespace, agentId, patternName].join('/');

/** Each name once an owner and namespace, as the store demands. */
const withoutNamesakes = (lineages: readonly (readonly Pattern[])[]): readonly Pattern[] => {
  const taken = new Set<string>();
  return lineages.flatMap((versions, place) => {
    const [first] = versions;
    if (first === undefined) return [];
    const isTaken = taken.has(nameKey(first));
    taken.add(nameKey(first));
    return isTaken ? versions.map((one) => ({ ...one, patternName: `${one.patternName} of ${place}` })) : versions;
  });
};

const callers: fc.Arbitrary<Caller> = fc
  .record({ role: fc.constantFrom('member' as const, 'admin' as const), systemAdmin: fc.boolean() })
  .map(({ role, systemAdmin }) =>
    buildCaller({ agentId: 'ann', memberships: [{ namespace: 'team-a', role }], systemAdmin }),
  );

/** Random worlds with all that an agent may not read, and all that it may. */
export const leakWorlds: fc.Arbitrary<LeakWorld> = fc
  .record({
    caller: callers,
    lineages: fc.array(lineagePlans, { minLength: 12, maxLength: 16 }),
    uses: fc.array(
      fc.record({
        pattern: fc.nat(),
        agentId: fc.constantFrom('ann', 'bob', 'cid'),
        success: fc.constantFrom(true, true, false, undefined),
        daysAgo: fc.nat({ max: 40 }),
      }),
      { minLength: 60, maxLength: 90 },
    ),
    proposals: fc.array(fc.record({ pattern: fc.nat(), agentId: fc.constantFrom('ann', 'bob', 'cid') }), {
      minLength: 15,
      maxLength: 20,
    }),
    applications: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 8 }),
  })
  .map(({ caller, lineages, uses, proposals, applications }) => {
    const patterns = withoutNamesakes(lineages.map(toLineage));
    const idAt = (place: number): string => patterns[place % patterns.length]?.id ?? '';
    return {
      caller,
      patterns,
      uses: uses.map(({ pattern, daysAgo, ...use }, index) => ({
        ...use,
        id: `use-${String(index).padStart(3, '0')}`,
        patternId: idAt(pattern),
        usedAt: new Date(NOW.getTime() - daysAgo * 86_400_000 - index),
      })),
      proposals: proposals.map(({ pattern, agentId }, index) => ({
        id: `proposal-${String(index).padStart(2, '0')}`,
        patternId: idAt(pattern),
        agentId,
      })),
      applications: applications.map((places, index) => ({
        id: `application-${index}`,
        patternIds: [...new Set(places.map(idAt))],
      })),
      hasOthersActivity: true,
    };
  });

/**
 * Whether a pattern is there for the caller: it may read it; or it is deleted, and the caller may undelete it, or reads
 * a child of it that shows its parent as deleted.
 */
const isThere = (caller: Caller, pattern: Pattern, all: readonly Pattern[]): boolean => {
  if (mayRead(caller, pattern)) return true;
  if (!mayRead(caller, { ...pattern, deletedAt: undefined })) return false;
  const isOwn = mayChange(caller, { ...pattern, deletedAt: undefined });
  return isOwn || all.some((child) => child.parentPatternId === pattern.id && mayRead(caller, child));
};

/** The same world as it would be if what the caller may not read did not exist. */
export const withoutUnreadable = (world: LeakWorld): LeakWorld => {
  const { caller } = world;
  const there = new Map(
    world.patterns.filter((one) => isThere(caller, one, world.patterns)).map((one) => [one.id, one] as const),
  );
  return {
    caller,
    patterns: [...there.values()].map((one) =>
      there.has(one.parentPatternId ?? '') ? one : { ...one, parentPatternId: undefined },
    ),
    uses: world.uses.filter(({ patternId }) => there.has(patternId)),
    proposals: world.proposals.filter(({ patternId, agentId }) => {
      const pattern = there.get(patternId);
      if (pattern === undefined) return false;
      // Those on a deleted one come back with it.
      const isDecider = mayChange(caller, { ...pattern, deletedAt: undefined });
      return isDecider || (agentId === caller.agentId && mayRead(caller, pattern));
    }),
    applications: world.applications
      .map((one) => ({ ...one, patternIds: one.patternIds.filter((id) => there.has(id)) }))
      .filter(({ patternIds }) => patternIds.length > 0),
    hasOthersActivity: false,
  };
};
