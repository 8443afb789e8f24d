import type { Caller, Finding, Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Searchable } from '../indexing/waiting-list.ts';
import { writtenFindings } from '../lint/written-findings.ts';

/** A pattern as it was written, where it can be found now, and what lint and the safety scan noticed on it. */
export interface WrittenPattern {
  readonly pattern: Pattern;
  readonly searchable: Searchable;
  readonly findings: readonly Finding[];
}

/** Waits until a committed pattern is found by words, and lints it. */
export const settlePattern = async (engine: Engine, caller: Caller, pattern: Pattern): Promise<WrittenPattern> => {
  // Near-duplicates are looked for while the index is written: both wait for the same vector.
  const [searchable, findings] = await Promise.all([
    engine.indexer.settle([pattern.id]),
    writtenFindings(engine, caller, pattern),
  ]);
  return { pattern, searchable, findings };
};
