import { outcomesOf } from '../version/probability-better.ts';
import { isRegression, probabilityBetterThanParent } from '../version/regression.ts';
import { compareVersionNumbers } from '../version/version-number.ts';
import { type PatternStatistics, type RatedPattern, toStatistics } from './rated-pattern.ts';

/** So many lineages, and so many regressions, are shown. */
export const VERSION_FINDINGS_SHOWN = 50;

/** The used versions of one lineage side by side. */
export interface VersionComparison {
  readonly lineageId: string;
  readonly patternName: string;
  /** Lowest first. */
  readonly versions: readonly PatternStatistics[];
}

/** A version that does worse than its parent. */
export interface VersionRegression {
  readonly pattern: PatternStatistics;
  readonly parent: PatternStatistics;
  readonly outcomeCount: number;
  readonly probabilityBetter: number;
}

/** A version and the one it came from. */
export interface VersionAndParent {
  readonly version: RatedPattern;
  readonly parent: RatedPattern;
}

/** Lineages with several of the given versions, the most used first, at most {@link VERSION_FINDINGS_SHOWN}. */
export const compareLineages = (versions: readonly RatedPattern[]): readonly VersionComparison[] => {
  const lineages = Map.groupBy(versions, (version) => version.lineageId);
  return [...lineages]
    .filter(([, members]) => members.length > 1)
    .map(([lineageId, members]) => ({
      lineageId,
      members: members.toSorted((a, b) => compareVersionNumbers(a.version, b.version)),
      uses: members.reduce((sum, member) => sum + member.usageCount, 0),
    }))
    .toSorted((a, b) => b.uses - a.uses || (a.lineageId < b.lineageId ? -1 : 1))
    .slice(0, VERSION_FINDINGS_SHOWN)
    .map(({ lineageId, members }) => ({
      lineageId,
      patternName: members[0]?.patternName ?? '',
      versions: members.map((member) => toStatistics(member)),
    }));
};

/** Those of the pairs whose version is a regression, the worst first, at most {@link VERSION_FINDINGS_SHOWN}. */
export const findRegressions = (pairs: readonly VersionAndParent[]): readonly VersionRegression[] =>
  pairs
    .filter(({ version, parent }) => isRegression(version, parent))
    .map(({ version, parent }) => ({
      pattern: toStatistics(version),
      parent: toStatistics(parent),
      outcomeCount: outcomesOf(version),
      probabilityBetter: probabilityBetterThanParent(version, parent) ?? 1,
    }))
    .toSorted((a, b) => a.probabilityBetter - b.probabilityBetter || (a.pattern.id < b.pattern.id ? -1 : 1))
    .slice(0, VERSION_FINDINGS_SHOWN);
