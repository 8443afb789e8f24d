import {
  ADVISED_PATTERNS,
  type AnalyticsSummary,
  type Condition,
  compareLineages,
  type DailyLearning,
  type DailyUsage,
  everyDay,
  findRegressions,
  knowledgeGaps,
  lastDays,
  OUTCOMES_FOR_REVIEW,
  type PatternStatistics,
  patternsToReview,
  REGRESSION_OUTCOMES,
  REVIEW_BELOW,
  staleBefore,
  summarize,
  toStatistics,
  type UsageWindow,
  utcDayOf,
  utcDayStart,
  VERSION_FINDINGS_SHOWN,
  type VersionComparison,
  type VersionRegression,
  windowOf,
} from '@tmws/domain';
import type { AnalyticsRepository, NoteScope } from '../ports/analytics-repository.ts';

/** Statistics over the patterns that a caller may read. */
export interface PatternAnalytics {
  readonly summary: AnalyticsSummary;
  /** The 10 most used. */
  readonly topPatterns: readonly PatternStatistics[];
  /** The 5 most used of those used at all. */
  readonly mostApplied: readonly PatternStatistics[];
  /** The 5 least used of those used at all. */
  readonly leastApplied: readonly PatternStatistics[];
  /** One entry for each day of the window. */
  readonly dailyUsage: readonly DailyUsage[];
  readonly window: UsageWindow;
  /** One entry for each day of the window. */
  readonly timeline: readonly DailyLearning[];
  readonly highValue: readonly PatternStatistics[];
  readonly toReview: readonly PatternStatistics[];
  readonly knowledgeGaps: readonly string[];
  readonly comparisons: readonly VersionComparison[];
  readonly regressions: readonly VersionRegression[];
  readonly computedAt: Date;
}

/** What statistics are made of. */
export interface AnalyticsScope {
  /** The patterns that count: readable to the caller, and passing the filters. */
  readonly where: Condition;
  /** All patterns that the caller may read. */
  readonly readable: Condition;
  readonly notes: NoteScope;
  readonly days: number;
}

const TOP_PATTERNS = 10;
const APPLIED_PATTERNS = 5;
const VALUABLE_ABOVE = 0.8;
/** More than are shown, as the database orders them by an approximation of what decides. */
const FALLEN_VERSIONS = 4 * VERSION_FINDINGS_SHOWN;

/** Computes everything anew. */
export const computeAnalytics = async (
  rows: AnalyticsRepository,
  { where, readable, notes, days }: AnalyticsScope,
  now: Date,
): Promise<PatternAnalytics> => {
  const today = utcDayOf(now);
  const span = lastDays(today, days);
  const categories = await rows.categories(where);
  const summary = summarize(categories);
  const rankings = await rows.rankings(where, {
    mostUsed: { limit: TOP_PATTERNS },
    leastUsed: { limit: APPLIED_PATTERNS },
    valuable: { moreThan: summary.applicationsPerPattern, above: VALUABLE_ABOVE, limit: ADVISED_PATTERNS },
    failing: { below: REVIEW_BELOW, outcomes: OUTCOMES_FOR_REVIEW, limit: ADVISED_PATTERNS },
    // From the start of the day, so that an answer that was right stays so until the day ends.
    forgotten: { before: staleBefore(utcDayStart(today)), limit: ADVISED_PATTERNS },
  });
  const top = rankings.mostUsed;
  const noUse = (day: number): DailyUsage => ({ day, applications: 0, successes: 0, failures: 0 });
  const dailyUsage = everyDay(span, await rows.usageByDay(where, span), noUse);
  const timeline = everyDay(span, await rows.createdByDay(where, span), (day) => ({ day, patternsCreated: 0 }));
  const used = await rows.usedVersions({ where, limit: VERSION_FINDINGS_SHOWN });
  const fallen = { where, readable, outcomes: REGRESSION_OUTCOMES, limit: FALLEN_VERSIONS };
  return {
    summary,
    topPatterns: top.map((pattern) => toStatistics(pattern)),
    mostApplied: top
      .filter((pattern) => pattern.usageCount > 0)
      .slice(0, APPLIED_PATTERNS)
      .map((pattern) => toStatistics(pattern)),
    leastApplied: rankings.leastUsed.map((pattern) => toStatistics(pattern)),
    dailyUsage,
    window: windowOf(dailyUsage),
    timeline,
    highValue: rankings.valuable.map((pattern) => toStatistics(pattern)),
    toReview: patternsToReview(rankings.failing, rankings.forgotten, utcDayStart(today)),
    knowledgeGaps: knowledgeGaps(categories, await rows.notesByArea(notes)),
    comparisons: compareLineages(used),
    regressions: findRegressions(await rows.fallenVersions(fallen)),
    computedAt: now,
  };
};
