import type { Caller, Finding, Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Searchable } from '../indexing/waiting-list.ts';
import { lintFindings } from '../lint/lint-pattern.ts';

/** A pattern as it was written, where it can be found now, and what lint noticed on it. */
export interface WrittenPattern {
  readonly pattern: Pattern;
  readonly searchable: Searchable;
  readonly findings: readonly Finding[];
}

/** Waits until a committed pattern is found by words, and lints it. */
export const settlePattern = async (engine: Engine, caller: Caller, pattern: Pattern): Promise<WrittenPattern> => {
  const searchable = await engine.indexer.settle([pattern.id]);
  // After the index has it, so that its vector is there already.
  return { pattern, searchable, findings: await lintFindings(engine, caller, pattern) };
};
