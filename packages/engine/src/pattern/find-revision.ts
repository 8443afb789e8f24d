import { DomainError } from '@tmws/domain';
import type { Revision } from '../ports/revision-repository.ts';
import type { Store } from '../ports/store.ts';

/** @throws DomainError REVISION_NOT_FOUND */
export const findRevision = async (store: Store, patternId: string, number: number): Promise<Revision> => {
  const revision = Number.isSafeInteger(number) ? await store.revisions.find(patternId, number) : undefined;
  if (revision !== undefined) return revision;
  throw new DomainError(
    'REVISION_NOT_FOUND',
    `Pattern ${patternId} has no revision ${number}. ListRevisions tells which there are.`,
    { metadata: { pattern_id: patternId, revision: String(number) } },
  );
};
