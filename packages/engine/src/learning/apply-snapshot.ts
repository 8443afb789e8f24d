import type { JsonObject } from '@tmws/domain';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import type { ApplyPatternResult } from './apply-pattern.ts';
import type { AppliedPattern } from './fit-to-budget.ts';

type RememberedPattern = Omit<AppliedPattern, 'pattern'> & { readonly pattern: JsonObject };

type Remembered = Omit<ApplyPatternResult, 'patterns' | 'openApplication'> & {
  readonly patterns: readonly RememberedPattern[];
  readonly openApplication:
    | { readonly id: string; readonly query: string; readonly at: string; readonly patternIds: readonly string[] }
    | undefined;
};

/** An answer of `applyPattern` as JSON, to remember it by. What the content was made of is left out. */
export const toApplySnapshot = (result: ApplyPatternResult): JsonObject => ({
  remembered: JSON.stringify({
    ...result,
    patterns: result.patterns.map((applied) => ({
      ...applied,
      pattern: toSnapshot({ ...applied.pattern, patternData: {} }),
    })),
  }),
});

/** The answer that {@link toApplySnapshot} wrote down; its patterns are without their `patternData`. */
export const fromApplySnapshot = (snapshot: JsonObject): ApplyPatternResult => {
  const remembered: Remembered = JSON.parse(String(snapshot.remembered));
  const { patterns, openApplication, ...rest } = remembered;
  return {
    ...rest,
    // JSON leaves out what is undefined.
    applicationId: rest.applicationId,
    degraded: rest.degraded,
    patterns: patterns.map((applied) => ({ ...applied, pattern: fromSnapshot(applied.pattern) })),
    openApplication:
      openApplication === undefined ? undefined : { ...openApplication, at: new Date(openApplication.at) },
  };
};
