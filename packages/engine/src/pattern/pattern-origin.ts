import { createHash } from 'node:crypto';
import {
  type Caller,
  countPastUses,
  DomainError,
  type FieldViolation,
  invalidFields,
  type JsonObject,
  LIMITS,
  type Outcome,
  type PastUseTotals,
  type Pattern,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { actingForOtherDenied, otherAgentNamed } from '../identity/require-self.ts';
import type { Store } from '../ports/store.ts';
import { useViolations } from '../usage/use-violations.ts';

/** One use of a pattern where it was kept before. */
export interface OriginUse {
  /** Undefined: the owner. */
  readonly agentId?: string | undefined;
  readonly usedAt: Date | undefined;
  /** Seconds, ≥ 0; undefined where it was not timed. */
  readonly executionTime?: number | undefined;
  readonly success?: Outcome;
  readonly contextData?: JsonObject | undefined;
}

/** Where a pattern was kept before it came here, and what it brings along. */
export interface PatternOrigin {
  /** What tells it from others there, 1–200 characters. */
  readonly sourceId: string;
  /** Default: now. */
  readonly createdAt?: Date | undefined;
  /** Default: `createdAt`. */
  readonly updatedAt?: Date | undefined;
  readonly uses: readonly OriginUse[];
  /** Uses beside `uses`; `lastUsedAt` is `createdAt` where it is undefined. */
  readonly otherUses?: (Omit<PastUseTotals, 'lastUsedAt'> & { readonly lastUsedAt: Date | undefined }) | undefined;
}

/** What a pattern is by where it comes from. */
export type Arrival = Pick<Pattern, 'id' | 'createdAt' | 'updatedAt' | 'usage'> & {
  /** Writes the history of use. The pattern is stored already. */
  readonly storeHistory: () => Promise<void>;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isSystemAdmin = ({ systemAdmin, actingBy }: Caller): boolean =>
  systemAdmin || (actingBy !== undefined && actingBy.within === undefined);

/** A UUID of version 8, made from a text. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const idOf = (caller: Caller, { sourceId, owner }: { readonly sourceId: string; readonly owner: string }): string => {
  const given = sourceId.toLowerCase();
  // Whether an id is taken tells of patterns that others may not see.
  return isSystemAdmin(caller) && UUID.test(given) ? given : uuidOf(JSON.stringify([owner, sourceId]));
};

const futureViolations = (field: string, time: Date | undefined, now: Date): readonly FieldViolation[] =>
  time === undefined || time <= now
    ? []
    : [{ field, description: `${field} lies in the future. Give the time when it happened.` }];

const useFaults = (use: OriginUse, field: string, now: Date): readonly FieldViolation[] => [
  ...(use.usedAt === undefined
    ? [{ field: `${field}.used_at`, description: `${field}.used_at is missing. Give the time of the use.` }]
    : futureViolations(`${field}.used_at`, use.usedAt, now)),
  ...useViolations(use).map((violation) => ({ ...violation, field: `${field}.${violation.field}` })),
];

const totalsFaults = (origin: PatternOrigin, now: Date): readonly FieldViolation[] => {
  const totals = origin.otherUses;
  if (totals === undefined) return [];
  const { usageCount, ownerUsageCount, successCount, failureCount, lastUsedAt } = totals;
  const field = 'origin.other_uses';
  const isSound =
    [usageCount, ownerUsageCount, successCount, failureCount].every((n) => Number.isSafeInteger(n) && n >= 0) &&
    ownerUsageCount <= usageCount &&
    successCount + failureCount <= usageCount;
  const description = `${field} has counts below 0, or parts that are more than usage_count. Correct them.`;
  return [...(isSound ? [] : [{ field, description }]), ...futureViolations(`${field}.last_used_at`, lastUsedAt, now)];
};

/** What is wrong with an origin by itself. */
export const originViolations = (origin: PatternOrigin, now: Date): readonly FieldViolation[] => {
  const { sourceId, createdAt, updatedAt, uses } = origin;
  const length = [...sourceId].length;
  const isKnown = length >= 1 && length <= LIMITS.sourceId;
  const isReversed = updatedAt !== undefined && createdAt !== undefined && updatedAt < createdAt;
  const limit = `origin.uses has ${uses.length} entries; at most ${LIMITS.pastUses} are allowed. Send the newest.`;
  return [
    ...(isKnown
      ? []
      : [{ field: 'origin.source_id', description: `origin.source_id is not 1 to ${LIMITS.sourceId} characters.` }]),
    ...futureViolations('origin.created_at', createdAt, now),
    ...futureViolations('origin.updated_at', updatedAt, now),
    ...(isReversed
      ? [{ field: 'origin.updated_at', description: 'origin.updated_at is before origin.created_at. Swap them.' }]
      : []),
    ...(uses.length > LIMITS.pastUses ? [{ field: 'origin.uses', description: limit }] : []),
    ...(uses.length > LIMITS.pastUses ? [] : uses.flatMap((use, at) => useFaults(use, `origin.uses[${at}]`, now))),
    ...totalsFaults(origin, now),
  ];
};

const requireRights = (caller: Caller, { uses, otherUses }: PatternOrigin): void => {
  if (isSystemAdmin(caller)) return;
  for (const { agentId } of uses) {
    const other = otherAgentNamed(caller, 'origin.uses.agent_id', agentId);
    if (other !== undefined) throw actingForOtherDenied(caller, 'origin.uses.agent_id', other);
  }
  if (otherUses === undefined || otherUses.usageCount === 0) return;
  throw new DomainError(
    'NOT_ADMIN',
    `Only a system admin brings along counts without a history; ${caller.agentId} is none. Leave origin.other_uses out.`,
    { metadata: { agent_id: caller.agentId, field: 'origin.other_uses' } },
  );
};

const cameBefore = (existing: Pattern, sourceId: string): DomainError =>
  new DomainError(
    'PATTERN_EXISTS',
    `What is ${sourceId} where it comes from is here already, as pattern ${existing.id}${existing.deletedAt === undefined ? '' : ', deleted'}. Change that one.`,
    {
      metadata: {
        pattern_id: existing.id,
        pattern_name: existing.patternName,
        namespace: existing.namespace,
        version: existing.version,
        source_id: sourceId,
      },
    },
  );

/**
 * What a pattern is that comes from elsewhere: its id, its dates and its record of use.
 *
 * @throws DomainError INVALID_FIELD, NOT_ADMIN, ACTING_FOR_OTHER_DENIED; PATTERN_EXISTS where it came before
 */
export const arrivalOf = async (
  store: Store,
  { engine, caller }: { readonly engine: Pick<Engine, 'clock' | 'newId'>; readonly caller: Caller },
  { origin, owner }: { readonly origin: PatternOrigin; readonly owner: string },
): Promise<Arrival> => {
  const now = engine.clock.now();
  const violations = originViolations(origin, now);
  if (violations.length > 0) throw invalidFields(violations);
  requireRights(caller, origin);
  const id = idOf(caller, { sourceId: origin.sourceId, owner });
  const existing = await store.patterns.find(id);
  if (existing !== undefined) throw cameBefore(existing, origin.sourceId);
  const createdAt = origin.createdAt ?? origin.updatedAt ?? now;
  const totals = origin.otherUses && { ...origin.otherUses, lastUsedAt: origin.otherUses.lastUsedAt ?? createdAt };
  const uses = origin.uses.map((use) => ({
    agentId: use.agentId || owner,
    usedAt: use.usedAt ?? createdAt,
    executionTime: use.executionTime,
    success: use.success,
    contextData: use.contextData,
  }));
  const counted = countPastUses({ uses, totals }, { owner, now });
  return {
    id,
    createdAt,
    updatedAt: origin.updatedAt ?? createdAt,
    usage: counted.usage,
    storeHistory: async () => {
      for (const { use, countsInEffectiveness } of counted.uses) {
        const rest = { id: engine.newId(), patternId: id, applicationId: undefined };
        await store.usages.insert({ ...use, ...rest, countsInEffectiveness });
      }
    },
  };
};
