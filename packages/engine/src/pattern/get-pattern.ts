import type { Caller, Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { type ReadingAs, readAs } from '../identity/read-as.ts';
import { findReadable } from './find-pattern.ts';

/** Which pattern is asked for, and how. */
export interface GetPatternInput extends ReadingAs {
  readonly patternId: string;
}

/**
 * A readable pattern by its id, or one that the caller administers in a call that says so.
 *
 * @throws DomainError PATTERN_NOT_FOUND where it does not exist or may not be read, INVALID_FIELD,
 * ACTING_FOR_OTHER_DENIED
 */
export const getPattern = async (engine: Engine, caller: Caller, input: GetPatternInput): Promise<Pattern> => {
  const { patternId, asAdmin } = input;
  return readAs(engine, { caller, reading: input }, (store, reader) =>
    findReadable(store, { engine, caller: reader }, { patternId, asAdmin, action: 'GetPattern' }),
  );
};
