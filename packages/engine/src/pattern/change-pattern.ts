import { type Caller, DomainError, type Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Store } from '../ports/store.ts';
import { scanNote } from '../scan/scan-note.ts';
import { scanChange } from '../scan/scan-write.ts';
import { refreshHead } from './store-pattern.ts';

/** What an update may change. Name, namespace, owner, access level and shares are those of the whole lineage. */
export type ChangedContent = Partial<
  Pick<
    Pattern,
    | 'patternName'
    | 'namespace'
    | 'agentId'
    | 'category'
    | 'subcategory'
    | 'tags'
    | 'accessLevel'
    | 'sharedWithAgents'
    | 'status'
    | 'deprecatedReason'
    | 'replacedBy'
    | 'patternData'
    | 'learningWeight'
    | 'complexityScore'
    | 'confidencePrior'
    | 'serveAsSkill'
  >
>;

const LINEAGE_FIELDS = ['patternName', 'namespace', 'agentId', 'accessLevel', 'sharedWithAgents'] as const;

/** The text by which a client names the revision that it read. */
export const etagOf = (pattern: Pick<Pattern, 'revision'>): string => String(pattern.revision);

/** @throws DomainError REVISION_CONFLICT where `etag` is given and is not the one of the pattern */
export const requireCurrent = (pattern: Pattern, etag: string | undefined): void => {
  if (etag === undefined || etag === etagOf(pattern)) return;
  throw new DomainError(
    'REVISION_CONFLICT',
    `Pattern ${pattern.id} has changed since it was read: its etag is "${etagOf(pattern)}", not "${etag}". Read it again and repeat the change.`,
    { metadata: { pattern_id: pattern.id, etag: etagOf(pattern), sent_etag: etag } },
  );
};

/** A change of a pattern whose fields have been checked. */
export interface PatternChange {
  readonly pattern: Pattern;
  readonly content: ChangedContent;
  readonly reason: string | undefined;
  /** Findings of the safety scan that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings?: readonly string[] | undefined;
}

/**
 * Changes a pattern within a transaction: writes the new content as the next revision, the lineage's fields on all of
 * its versions, what the safety scan finds in each, and queues what the index has to learn.
 *
 * @returns the pattern as it is now
 * @throws DomainError PATTERN_EXISTS where the new name is taken in the namespace, SECRET_FOUND, FINDINGS_NOT_ACCEPTED
 */
export const changePattern = async (
  store: Store,
  context: { readonly engine: Pick<Engine, 'clock'>; readonly caller: Caller },
  { pattern, content, reason, acceptFindings }: PatternChange,
): Promise<Pattern> => {
  const { engine, caller } = context;
  const at = engine.clock.now();
  const author = {
    agentId: caller.actingBy?.agentId ?? caller.agentId,
    actingFor: caller.actingBy === undefined ? undefined : caller.agentId,
    reason,
  };
  const shared: ChangedContent = Object.fromEntries(
    LINEAGE_FIELDS.filter((field) => field in content).map((field) => [field, content[field]]),
  );
  const isShared = Object.keys(shared).length > 0;
  const others = isShared
    ? (await store.patterns.findLineage(pattern.lineageId)).filter((other) => other.id !== pattern.id)
    : [];
  const changes = [{ before: pattern, now: content }, ...others.map((before) => ({ before, now: shared }))];
  scanNote({ field: 'reason', text: reason, accessLevel: content.accessLevel ?? pattern.accessLevel, acceptFindings });
  for (const { before, now } of changes) {
    const after = { ...before, ...now, revision: before.revision + 1, updatedAt: at };
    const found = await scanChange(store, { engine, caller, acceptFindings }, { before, after });
    await store.patterns.update(after, author);
    await store.findings.add({ patternId: after.id, revision: after.revision }, found, at);
  }
  await refreshHead(store, pattern.lineageId, { changed: changes.map(({ before }) => before.id), at });
  return (await store.patterns.find(pattern.id)) ?? pattern;
};
