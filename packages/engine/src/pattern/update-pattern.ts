import {
  type Caller,
  type ContentChange,
  checkChangedContent,
  DomainError,
  invalidFields,
  type Pattern,
  SYSTEM_AGENT,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import { writtenFindings } from '../lint/written-findings.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';
import { scanAhead } from '../scan/scan-content.ts';
import { type ChangedContent, changePattern, requireCurrent } from './change-pattern.ts';
import { checkReason } from './check-reason.ts';
import { findChangeable } from './find-pattern.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { settleLineage } from './settle-lineage.ts';
import type { WrittenPattern } from './settle-pattern.ts';
import { requireMembership } from './store-pattern.ts';

/** What is to be changed of which pattern, and how. */
export interface UpdatePatternInput {
  readonly patternId: string;
  readonly change: ContentChange;
  /** The etag that the caller read last; undefined: no check. */
  readonly etag?: string | undefined;
  readonly reason?: string | undefined;
  /** Who updates: the caller itself, or absent; another agent for an admin. */
  readonly updatingAgentId?: string | undefined;
  readonly asAdmin?: boolean | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

const requireAnyChange = (change: ContentChange): void => {
  if (Object.keys(change).length > 0) return;
  const description = 'The request changes nothing. Set a field, or name one to clear in update_mask.';
  throw invalidFields([{ field: 'update_mask', description }]);
};

/** A SYSTEM pattern belongs to `system`, and to the admin who makes it another level. */
const ownerAfter = (caller: Caller, pattern: Pattern, content: ChangedContent): string => {
  const level = content.accessLevel ?? pattern.accessLevel;
  if (level === pattern.accessLevel) return pattern.agentId;
  if (level !== 'SYSTEM') return pattern.accessLevel === 'SYSTEM' ? caller.agentId : pattern.agentId;
  if (caller.systemAdmin) return SYSTEM_AGENT;
  throw new DomainError(
    'NOT_ADMIN',
    `Only a system admin makes a pattern SYSTEM; ${caller.agentId} is none. Use PUBLIC.`,
    { metadata: { agent_id: caller.agentId, access_level: level } },
  );
};

/** @throws DomainError PATTERN_EXISTS where another lineage of the owner has the name in the namespace */
const requireNameFree = async (store: Store, pattern: Pattern, content: ChangedContent): Promise<void> => {
  const { namespace, agentId, patternName } = { ...pattern, ...content };
  const named = await store.patterns.findByName({ namespace, agentId, patternName });
  const existing = named.find(({ lineageId }) => lineageId !== pattern.lineageId);
  if (existing === undefined) return;
  throw new DomainError(
    'PATTERN_EXISTS',
    `Agent ${agentId} has a pattern "${patternName}" in namespace ${namespace} already, ${existing.id}. Choose another name.`,
    {
      metadata: {
        agent_id: agentId,
        pattern_id: existing.id,
        pattern_name: patternName,
        namespace,
        version: existing.version,
      },
    },
  );
};

/** The content to store for a change that this caller may make. */
const contentFor = async (
  store: Store,
  caller: Caller,
  { pattern, change }: { readonly pattern: Pattern; readonly change: ContentChange },
): Promise<ChangedContent> => {
  const checked = checkChangedContent(pattern, change);
  const isMoved = checked.namespace !== undefined && checked.namespace !== pattern.namespace;
  if (isMoved) requireMembership(caller, checked.namespace);
  const agentId = ownerAfter(caller, pattern, checked);
  const content = agentId === pattern.agentId ? checked : { ...checked, agentId };
  const isRenamed = content.patternName !== undefined && content.patternName !== pattern.patternName;
  if (isMoved || isRenamed || agentId !== pattern.agentId) await requireNameFree(store, pattern, content);
  return content;
};

/**
 * Changes the named fields of a pattern, for its owner, or for an admin who says so. The earlier content stays as a
 * revision; name, namespace, level and shares change in every version.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, NOT_ADMIN, INVALID_FIELD, REVISION_CONFLICT, PATTERN_EXISTS,
 * NOT_A_MEMBER, ACTING_FOR_OTHER_DENIED, SECRET_FOUND, FINDINGS_NOT_ACCEPTED (a flagged DRAFT takes effect by
 * ApprovePattern alone), REQUEST_ID_REUSED
 */
export const updatePattern = async (
  engine: Engine,
  caller: Caller,
  input: UpdatePatternInput,
): Promise<WrittenPattern> => {
  const { requestId, ...asked } = input;
  requireAnyChange(asked.change);
  const reason = checkReason(asked.reason);
  scanAhead(asked.change.patternData);
  // A field that is cleared is there without a value, which JSON does not tell from one that is absent.
  const content = { call: 'UpdatePattern', input: asked, fields: Object.keys(asked.change).toSorted() };
  const answer = await writeOnce(engine, { caller, requestId, content }, async (store) => {
    const { patternId, asAdmin, change, acceptFindings } = asked;
    const updating = await actAs(store, caller, { field: 'updating_agent_id', agentId: asked.updatingAgentId });
    const context = { engine, caller: updating };
    const pattern = await findChangeable(store, context, { patternId, asAdmin, action: 'UpdatePattern' });
    requireCurrent(pattern, asked.etag);
    const changed = await contentFor(store, updating, { pattern, change });
    return toSnapshot(await changePattern(store, context, { pattern, content: changed, reason, acceptFindings }));
  });
  const pattern = fromSnapshot(answer);
  const searchable = await settleLineage(engine, pattern.lineageId);
  return { pattern, searchable, findings: await writtenFindings(engine, caller, pattern) };
};
