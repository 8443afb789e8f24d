import {
  type Caller,
  canRead,
  type DataChange,
  diffJson,
  type JsonObject,
  outcomesOf,
  type Pattern,
  patternNotFound,
  probabilityBetter,
  successRate,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { withKnownParent } from '../pattern/with-known-parents.ts';
import type { Store } from '../ports/store.ts';

/** How two versions, or any two readable patterns, differ. */
export interface CompareVersionsResult {
  readonly older: Pattern;
  readonly newer: Pattern;
  /** By path, in `/pattern_data` and beside it. */
  readonly changes: readonly DataChange[];
  /** Newer − older, −1–1; undefined while one of the two has no outcome. */
  readonly successRateDifference: number | undefined;
  /** Probability that the newer succeeds more often, 0–1. */
  readonly probabilityNewerBetter: number;
}

/** All that an author writes of a version, under the contract's names; what is unset is left out. */
const contentOf = (pattern: Pattern): JsonObject =>
  JSON.parse(
    JSON.stringify({
      pattern_name: pattern.patternName,
      category: pattern.category,
      subcategory: pattern.subcategory,
      tags: pattern.tags,
      access_level: pattern.accessLevel.toLowerCase(),
      status: pattern.status.toLowerCase(),
      deprecated_reason: pattern.deprecatedReason,
      replaced_by: pattern.replacedBy,
      pattern_data: pattern.patternData,
      learning_weight: pattern.learningWeight,
      complexity_score: pattern.complexityScore,
      confidence: pattern.confidencePrior,
      serve_as_skill: pattern.serveAsSkill,
    }),
  );

const readable = async (store: Store, caller: Caller, id: string): Promise<Pattern> => {
  const pattern = await store.patterns.find(id);
  if (pattern === undefined || !canRead(caller, pattern)) throw patternNotFound(id);
  return withKnownParent(store, { caller }, pattern);
};

/**
 * Compares content and use of two readable patterns.
 *
 * @throws DomainError PATTERN_NOT_FOUND
 */
export const compareVersions = async (
  engine: Pick<Engine, 'unitOfWork'>,
  caller: Caller,
  input: { readonly oldPatternId: string; readonly newPatternId: string },
): Promise<CompareVersionsResult> => {
  const [older, newer] = await engine.unitOfWork.read(
    async (store) =>
      [await readable(store, caller, input.oldPatternId), await readable(store, caller, input.newPatternId)] as const,
  );
  const isKnown = outcomesOf(older.usage) > 0 && outcomesOf(newer.usage) > 0;
  return {
    older,
    newer,
    changes: diffJson(contentOf(older), contentOf(newer)),
    successRateDifference: isKnown ? successRate(newer.usage) - successRate(older.usage) : undefined,
    probabilityNewerBetter: probabilityBetter(newer.usage, older.usage),
  };
};
