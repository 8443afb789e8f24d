import { type Caller, contentJson, type DataChange, diffJson, type Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findReadable } from './find-pattern.ts';
import { findRevision } from './find-revision.ts';
import { type ListedRevision, toListedRevision } from './list-revisions.ts';

/** Which revision is asked for. */
export interface GetRevisionInput {
  readonly patternId: string;
  readonly revision: number;
  /** The older one to compare with; undefined: none. */
  readonly compareTo?: number | undefined;
}

/** One revision whole. */
export interface GetRevisionResult {
  readonly listed: ListedRevision;
  /** The pattern as it is now but for its content and time, which are those of the revision. */
  readonly pattern: Pattern;
  readonly isRedacted: boolean;
  /** By path; none where either has no content. */
  readonly changes: readonly DataChange[];
}

/**
 * One revision of a readable pattern, compared with another one if asked.
 *
 * @throws DomainError PATTERN_NOT_FOUND, REVISION_NOT_FOUND
 */
export const getRevision = async (
  engine: Engine,
  caller: Caller,
  input: GetRevisionInput,
): Promise<GetRevisionResult> =>
  engine.unitOfWork.read(async (store) => {
    const { patternId, compareTo } = input;
    const pattern = await findReadable(store, { engine, caller }, { patternId, action: 'GetRevision' });
    const revision = await findRevision(store, patternId, input.revision);
    const older = compareTo === undefined ? undefined : await findRevision(store, patternId, compareTo);
    const before = await store.revisions.find(patternId, revision.number - 1);
    const { content } = revision;
    return {
      listed: toListedRevision(revision, before),
      pattern: { ...pattern, ...content, revision: revision.number, updatedAt: revision.createdAt },
      isRedacted: content === undefined,
      changes:
        content === undefined || older?.content === undefined
          ? []
          : diffJson(contentJson(older.content), contentJson(content)),
    };
  });
