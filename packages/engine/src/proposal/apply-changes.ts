import type { JsonObject, Pattern, VersionBump } from '@tmws/domain';
import { changePattern } from '../pattern/change-pattern.ts';
import type { StoringContext } from '../pattern/store-pattern.ts';
import type { Store } from '../ports/store.ts';
import { freeVersion, storeVersion } from '../version/store-version.ts';

/** Merged data that a pattern is to have, as a revision of it or as a new version. */
export interface ChangesToApply {
  readonly pattern: Pattern;
  readonly patternData: JsonObject;
  /** Undefined: a revision. */
  readonly bump: VersionBump | undefined;
  /** Why, for the history of the pattern. */
  readonly reason: string;
}

/**
 * Gives a pattern new data, within a transaction: as its next revision, or, with a step, as a new version that leaves
 * it as it is and takes the next number that is free. Who may do it has been checked before.
 *
 * @returns the pattern that has the data now
 * @throws DomainError SECRET_FOUND
 */
export const applyChanges = async (
  store: Store,
  context: StoringContext,
  { pattern, patternData, bump, reason }: ChangesToApply,
): Promise<Pattern> => {
  const { acceptFindings } = context;
  if (bump === undefined)
    return changePattern(store, context, { pattern, content: { patternData }, reason, acceptFindings });
  const version = await freeVersion(store, pattern, bump);
  return storeVersion(store, context, { parent: pattern, version, content: { patternData } });
};
