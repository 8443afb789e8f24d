import type { Caller, JsonObject, Pattern, VersionBump } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { changePattern } from '../pattern/change-pattern.ts';
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
 */
export const applyChanges = async (
  store: Store,
  context: { readonly engine: Pick<Engine, 'clock' | 'newId'>; readonly caller: Caller },
  { pattern, patternData, bump, reason }: ChangesToApply,
): Promise<Pattern> => {
  if (bump === undefined) return changePattern(store, context, { pattern, content: { patternData }, reason });
  const version = await freeVersion(store, pattern, bump);
  return storeVersion(store, context, { parent: pattern, version, content: { patternData } });
};
