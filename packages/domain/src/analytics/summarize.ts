import { type KnowledgeBaseHealth, knowledgeBaseHealth } from './knowledge-base-health.ts';

/** Sums over the patterns of one category. */
export interface CategoryTotals {
  readonly category: string;
  readonly patterns: number;
  /** All uses. */
  readonly applications: number;
  /** Patterns never used. */
  readonly unused: number;
  /** Patterns with a confidence score of {@link HIGH_CONFIDENCE} and more, of {@link MEDIUM_CONFIDENCE} and more below that, and the others. */
  readonly highConfidence: number;
  readonly mediumConfidence: number;
  readonly lowConfidence: number;
  /** Patterns with an outcome, and over these the sum of the success rates, of their squares, the least and the greatest. */
  readonly rated: number;
  readonly rateSum: number;
  readonly rateSquareSum: number;
  readonly leastRate: number;
  readonly greatestRate: number;
}

/** Confidence is high from here. */
export const HIGH_CONFIDENCE = 0.8;

/** Confidence is medium from here to {@link HIGH_CONFIDENCE}. */
export const MEDIUM_CONFIDENCE = 0.6;

/** Success over the patterns with outcomes; all 0 where there is none. */
export interface SuccessStatistics {
  readonly average: number;
  /** Of the population. */
  readonly standardDeviation: number;
  readonly least: number;
  readonly greatest: number;
}

/** The whole in a few numbers, over all time. */
export interface AnalyticsSummary {
  readonly totalPatterns: number;
  readonly totalApplications: number;
  /** Uses ÷ patterns; 0 without patterns. */
  readonly applicationsPerPattern: number;
  readonly unusedPatterns: number;
  readonly success: SuccessStatistics;
  /** The average success, to 3 decimals; 0 without outcomes. */
  readonly averageSuccess: number;
  readonly health: KnowledgeBaseHealth;
  /** Number of patterns by category, the most first. */
  readonly byCategory: ReadonlyMap<string, number>;
  readonly byConfidence: { readonly high: number; readonly medium: number; readonly low: number };
}

const NO_SUCCESS: SuccessStatistics = { average: 0, standardDeviation: 0, least: 0, greatest: 0 };

const sumOf = (categories: readonly CategoryTotals[], value: (totals: CategoryTotals) => number): number =>
  categories.reduce((sum, totals) => sum + value(totals), 0);

/** Rounds half away from zero, `0.0005` up, whatever binary fractions make of it. */
export const rounded = (value: number, decimals: number): number => {
  const scale = 10 ** decimals;
  return Math.round(value * scale * (1 + Number.EPSILON)) / scale;
};

const successOf = (categories: readonly CategoryTotals[]): SuccessStatistics => {
  const rated = categories.filter((totals) => totals.rated > 0);
  const count = sumOf(rated, (totals) => totals.rated);
  if (count === 0) return NO_SUCCESS;
  const average = sumOf(rated, (totals) => totals.rateSum) / count;
  const least = Math.min(...rated.map((totals) => totals.leastRate));
  const greatest = Math.max(...rated.map((totals) => totals.greatestRate));
  const variance = sumOf(rated, (totals) => totals.rateSquareSum) / count - average ** 2;
  // Equal rates leave a rest of rounding that would show as a deviation.
  const standardDeviation = least === greatest ? 0 : Math.sqrt(Math.max(0, variance));
  return { average: least === greatest ? least : average, standardDeviation, least, greatest };
};

/** What the sums by category come to. The health is that of the average as it is shown, so that the two never disagree. */
export const summarize = (categories: readonly CategoryTotals[]): AnalyticsSummary => {
  const totalPatterns = sumOf(categories, (totals) => totals.patterns);
  const totalApplications = sumOf(categories, (totals) => totals.applications);
  const success = successOf(categories);
  const averageSuccess = rounded(success.average, 3);
  const hasOutcomes = categories.some((totals) => totals.rated > 0);
  const ordered = categories.toSorted(
    (a, b) => b.patterns - a.patterns || (a.category < b.category ? -1 : Number(a.category > b.category)),
  );
  return {
    totalPatterns,
    totalApplications,
    applicationsPerPattern: totalPatterns === 0 ? 0 : totalApplications / totalPatterns,
    unusedPatterns: sumOf(categories, (totals) => totals.unused),
    success,
    averageSuccess,
    health: knowledgeBaseHealth(hasOutcomes ? averageSuccess : undefined),
    byCategory: new Map(ordered.map((totals) => [totals.category, totals.patterns])),
    byConfidence: {
      high: sumOf(categories, (totals) => totals.highConfidence),
      medium: sumOf(categories, (totals) => totals.mediumConfidence),
      low: sumOf(categories, (totals) => totals.lowConfidence),
    },
  };
};

/** Adds up the sums of parts of the patterns. */
export const mergeCategories = (parts: readonly CategoryTotals[]): readonly CategoryTotals[] => {
  const merged = new Map<string, CategoryTotals>();
  for (const part of parts) {
    const known = merged.get(part.category);
    merged.set(part.category, known === undefined ? part : addCategories(known, part));
  }
  return [...merged.values()];
};

const addCategories = (a: CategoryTotals, b: CategoryTotals): CategoryTotals => ({
  category: a.category,
  patterns: a.patterns + b.patterns,
  applications: a.applications + b.applications,
  unused: a.unused + b.unused,
  highConfidence: a.highConfidence + b.highConfidence,
  mediumConfidence: a.mediumConfidence + b.mediumConfidence,
  lowConfidence: a.lowConfidence + b.lowConfidence,
  rated: a.rated + b.rated,
  rateSum: a.rateSum + b.rateSum,
  rateSquareSum: a.rateSquareSum + b.rateSquareSum,
  leastRate: Math.min(a.leastRate, b.leastRate),
  greatestRate: Math.max(a.greatestRate, b.greatestRate),
});
