import {
  type Caller,
  type CheckedPattern,
  checkNewPattern,
  DomainError,
  invalidFields,
  isMember,
  type NewPattern,
  type Pattern,
  pickHead,
  SYSTEM_AGENT,
  slugViolations,
  unusedRecord,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { KeptFinding } from '../ports/finding-repository.ts';
import type { Store } from '../ports/store.ts';
import { scanUse } from '../scan/scan-use.ts';
import { scanNew } from '../scan/scan-write.ts';
import { arrivalOf, type PatternOrigin } from './pattern-origin.ts';
import { type Place, placeInLineage } from './place-in-lineage.ts';

/** @throws DomainError INVALID_FIELD, NOT_A_MEMBER where the namespace is none of the caller's */
export const requireMembership = (caller: Caller, namespace: string): void => {
  const violations = slugViolations('namespace', namespace);
  if (violations.length > 0) throw invalidFields(violations);
  if (isMember(caller, namespace)) return;
  throw new DomainError(
    'NOT_A_MEMBER',
    `Agent ${caller.agentId} is not a member of namespace ${namespace}. Ask an admin of it for membership, or name one of your own.`,
    { metadata: { agent_id: caller.agentId, namespace } },
  );
};

const requireSystemAdmin = (caller: Caller, checked: CheckedPattern): void => {
  if (checked.accessLevel !== 'SYSTEM' || caller.systemAdmin) return;
  throw new DomainError(
    'NOT_ADMIN',
    `Only a system admin creates SYSTEM patterns; ${caller.agentId} is none. Use PUBLIC.`,
    {
      metadata: { agent_id: caller.agentId, access_level: checked.accessLevel },
    },
  );
};

/** Marks the version that search shows of a lineage and queues every row that changes for the index. */
export const refreshHead = async (
  store: Store,
  lineageId: string,
  context: { changed: readonly string[]; at: Date },
): Promise<void> => {
  const head = pickHead(await store.patterns.findLineage(lineageId));
  const moved = await store.patterns.setHead(lineageId, head?.id);
  await store.outbox.add([...new Set([...context.changed, ...moved])], context.at);
};

/** A new pattern, and where it comes from if it was kept elsewhere before. */
export interface GivenPattern extends NewPattern {
  readonly origin?: PatternOrigin | undefined;
}

/** A new pattern that may be stored, before it has a place in a lineage. */
export interface CheckedNewcomer {
  readonly given: GivenPattern;
  readonly checked: CheckedPattern;
  readonly namespace: string;
  readonly owner: string;
}

/**
 * Checks what needs no look at other patterns: every field, and what the caller may.
 *
 * @throws DomainError INVALID_FIELD, NOT_A_MEMBER, NOT_ADMIN
 */
export const checkNewcomer = (caller: Caller, given: GivenPattern): CheckedNewcomer => {
  const checked = checkNewPattern({ ...given, version: given.version === '' ? undefined : given.version });
  const namespace = given.namespace === undefined || given.namespace === '' ? caller.namespace : given.namespace;
  requireMembership(caller, namespace);
  requireSystemAdmin(caller, checked);
  return { given, checked, namespace, owner: checked.accessLevel === 'SYSTEM' ? SYSTEM_AGENT : caller.agentId };
};

/** The pattern that a newcomer becomes at its place: revision 1, never used. */
export const patternAt = (
  { checked, namespace }: CheckedNewcomer,
  place: Place,
  { id, now }: { readonly id: string; readonly now: Date },
): Pattern => ({
  id,
  ...checked,
  ...place,
  namespace,
  isHead: false,
  revision: 1,
  createdAt: now,
  updatedAt: now,
  deletedAt: undefined,
  usage: unusedRecord(now),
});

/** Who stores a new pattern, and how the safety scan stands to it. */
export interface StoringContext {
  readonly engine: Pick<Engine, 'clock' | 'newId'>;
  readonly caller: Caller;
  /** Why there is this version, for its first revision. */
  readonly reason?: string | undefined;
  /** Findings of the safety scan that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings?: readonly string[] | undefined;
  /** What was found where the scan has been made and judged; undefined: it is made, and refuses secrets. */
  readonly found?: readonly KeptFinding[] | undefined;
}

/**
 * Stores a new pattern within a transaction: checks and scans it, finds its place in a lineage, writes it with its first
 * revision and queues it for the index. Where it throws, nothing was written.
 *
 * @throws DomainError INVALID_FIELD, NOT_A_MEMBER, NOT_ADMIN, SECRET_FOUND and what `placeInLineage` and `arrivalOf`
 * throw
 */
export const storePattern = async (store: Store, context: StoringContext, given: GivenPattern): Promise<Pattern> => {
  const { engine, caller, reason, acceptFindings } = context;
  const newcomer = checkNewcomer(caller, given);
  const { owner } = newcomer;
  const arrival =
    given.origin === undefined ? undefined : await arrivalOf(store, context, { origin: given.origin, owner });
  const { storeHistory, ...brought } = arrival ?? { storeHistory: undefined };
  const id = arrival?.id ?? engine.newId();
  const now = engine.clock.now();
  const place = await placeInLineage(store, caller, { id, ...newcomer });
  const pattern = { ...patternAt(newcomer, place, { id, now }), ...brought };
  const found = context.found ?? (await scanNew(store, { engine, caller, acceptFindings }, pattern));
  if (pattern.accessLevel !== 'PRIVATE') {
    for (const [at, { contextData }] of (given.origin?.uses ?? []).entries()) {
      scanUse(contextData, { field: `origin.uses[${at}].context_data`, acceptFindings });
    }
  }
  await store.patterns.insert(pattern, reason);
  await store.findings.add({ patternId: id, revision: pattern.revision }, found, now);
  await storeHistory?.();
  await refreshHead(store, pattern.lineageId, { changed: [id], at: now });
  return (await store.patterns.find(id)) ?? pattern;
};
