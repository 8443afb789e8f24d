import type {
  GetRevisionRequest,
  GetRevisionResponse,
  ListRevisionsRequest,
  ListRevisionsResponse,
  Pattern as PatternMessage,
  RedactRevisionRequest,
  RestoreRevisionRequest,
  Revision as RevisionMessage,
} from '@tmws/contract';
import type {
  GetRevisionInput,
  GetRevisionResult,
  ListedRevision,
  ListRevisionsInput,
  ListRevisionsResult,
  RedactRevisionInput,
  RestoreRevisionInput,
} from '@tmws/engine';
import { toDataChange } from './data-change.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';

/** A revision as the contract has it. */
export const toRevision = ({ revision, changedFields }: ListedRevision): RevisionMessage => ({
  patternId: revision.patternId,
  revision: revision.number,
  agentId: revision.agentId,
  actingFor: revision.actingFor,
  createdAt: revision.createdAt,
  reason: revision.reason ?? '',
  redacted: revision.content === undefined,
  changedFields: [...changedFields],
});

/** What ListRevisions asks for. */
export const fromListRevisionsRequest = (request: ListRevisionsRequest): ListRevisionsInput => {
  const { patternId, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, pageSize, pageToken };
};

/** The answer of ListRevisions. */
export const toListRevisionsResponse = (result: ListRevisionsResult): ListRevisionsResponse => ({
  revisions: result.revisions.map(toRevision),
  nextPageToken: result.nextPageToken,
});

/** What GetRevision asks for. */
export const fromGetRevisionRequest = (request: GetRevisionRequest): GetRevisionInput => {
  const { patternId, revision, compareTo, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, revision, compareTo };
};

/** Without what the redacted revision said of it. */
const withoutContent = (pattern: PatternMessage): PatternMessage => ({
  ...pattern,
  patternName: '',
  category: '',
  subcategory: undefined,
  tags: [],
  patternData: undefined,
  deprecatedReason: undefined,
  replacedBy: undefined,
});

/** The answer of GetRevision. */
export const toGetRevisionResponse = (result: GetRevisionResult): GetRevisionResponse => {
  const pattern = toPattern(result.pattern, 'FULL');
  return {
    revision: toRevision(result.listed),
    pattern: result.isRedacted ? withoutContent(pattern) : pattern,
    changes: result.changes.map(toDataChange),
  };
};

/** What RestoreRevision asks for. */
export const fromRestoreRevisionRequest = (request: RestoreRevisionRequest): RestoreRevisionInput => {
  const { patternId, revision, etag, reason, acceptFindings, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, revision, etag, reason, acceptFindings, requestId };
};

/** What RedactRevision asks for. */
export const fromRedactRevisionRequest = (request: RedactRevisionRequest): RedactRevisionInput => {
  const { patternId, revision, reason, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, revision, reason, requestId };
};
