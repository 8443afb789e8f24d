import { type Caller, changedFields } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import type { Revision } from '../ports/revision-repository.ts';
import { findReadable } from './find-pattern.ts';

/** Whose revisions are listed. */
export interface ListRevisionsInput {
  readonly patternId: string;
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A revision, and what it changed. */
export interface ListedRevision {
  readonly revision: Revision;
  /** The contract's names of the fields that differ from the revision before; none where either has no content. */
  readonly changedFields: readonly string[];
}

/** A page of revisions. */
export interface ListRevisionsResult {
  readonly revisions: readonly ListedRevision[];
  readonly nextPageToken: string;
}

/** A revision beside the one before it. */
export const toListedRevision = (revision: Revision, before: Revision | undefined): ListedRevision => ({
  revision,
  changedFields:
    revision.content === undefined || before?.content === undefined
      ? []
      : changedFields(before.content, revision.content),
});

/**
 * The revisions of a readable pattern, newest first.
 *
 * @throws DomainError PATTERN_NOT_FOUND, INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listRevisions = async (
  engine: Engine,
  caller: Caller,
  { patternId, pageSize, pageToken }: ListRevisionsInput,
): Promise<ListRevisionsResult> => {
  const size = pageSizeOf(pageSize);
  const binding = { agentId: caller.agentId, parameters: { call: 'ListRevisions', patternId, pageSize } };
  const position = readPageToken(binding, pageToken);
  const before = typeof position?.before === 'number' ? position.before : undefined;
  return engine.unitOfWork.read(async (store) => {
    await findReadable(store, { engine, caller }, { patternId, action: 'ListRevisions' });
    // One more than the page: the last one on it is compared with it.
    const found = await store.revisions.list(patternId, { before, limit: size + 1 });
    const revisions = found.slice(0, size).map((revision, place) => toListedRevision(revision, found[place + 1]));
    const last = revisions.at(-1)?.revision.number;
    const more = found.length > size && last !== undefined;
    return { revisions, nextPageToken: more ? writePageToken(binding, { before: last }) : '' };
  });
};
