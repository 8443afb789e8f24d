import type { AuditEvent, ListAuditEventsRequest, ListAuditEventsResponse, VerifyAuditResponse } from '@tmws/contract';
import type { AuditVerdict, ListAuditEventsInput, PageOf, StoredAuditEntry } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { readTime } from './read-time.ts';

/** What ListAuditEvents asks for. @throws DomainError INVALID_FIELD */
export const fromListAuditEventsRequest = (request: ListAuditEventsRequest): ListAuditEventsInput => {
  const { since, until, agentId, action, patternId, namespace, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return {
    since: readTime('since', since),
    until: readTime('until', until),
    agentId,
    action,
    patternId,
    namespace,
    pageSize,
    pageToken,
  };
};

const detailsOf = ({ detail, targetKind, targetId }: StoredAuditEntry): Record<string, string> => {
  const { as_admin: _asAdmin, ...others } = detail;
  const texts = Object.entries(others).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const target = targetKind === 'pattern' ? {} : { target_kind: targetKind, target_id: targetId };
  return { ...target, ...Object.fromEntries(texts) };
};

/** An entry of the audit log. */
export const toAuditEvent = (entry: StoredAuditEntry): AuditEvent => ({
  sequence: entry.sequence,
  occurredAt: entry.at,
  agentId: entry.agentId,
  actingFor: entry.actingFor,
  action: entry.action,
  patternId: entry.targetKind === 'pattern' ? entry.targetId : undefined,
  namespace: entry.namespace,
  asAdmin: entry.detail.as_admin === true,
  details: detailsOf(entry),
  hash: entry.hash,
  previousHash: entry.previousHash,
});

/** The answer of ListAuditEvents. */
export const toListAuditEventsResponse = (page: PageOf<StoredAuditEntry>): ListAuditEventsResponse => ({
  events: page.items.map(toAuditEvent),
  nextPageToken: page.nextPageToken,
});

const FAULTS: Readonly<Record<NonNullable<AuditVerdict['fault']>['kind'], string>> = {
  changed: 'was changed after it was written',
  removed: 'does not follow the one before: entries between them were removed',
  inserted: 'does not follow the one before: one of the two was inserted or rewritten',
};

/** The answer of VerifyAudit. */
export const toVerifyAuditResponse = ({ checkedCount, firstSequence, fault }: AuditVerdict): VerifyAuditResponse => ({
  valid: fault === undefined,
  checkedCount,
  firstBadSequence: fault?.sequence,
  message:
    fault === undefined
      ? `The audit log is whole: ${checkedCount} entries, each as it was written.`
      : `Entry ${fault.sequence} ${FAULTS[fault.kind]}.`,
  firstSequence,
});
