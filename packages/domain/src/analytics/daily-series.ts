/** Uses on one day. */
export interface DailyUsage {
  /** Day of Universal Time: see `utcDayOf`. */
  readonly day: number;
  readonly applications: number;
  readonly successes: number;
  readonly failures: number;
}

/** Patterns created on one day. */
export interface DailyLearning {
  /** Day of Universal Time: see `utcDayOf`. */
  readonly day: number;
  readonly patternsCreated: number;
}

/** A span of days, both ends within it. */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

/** The last `days` days, `today` the last of them. */
export const lastDays = (today: number, days: number): DaySpan => ({ first: today - days + 1, last: today });

/** One entry for every day of the span, oldest first: the given one, or what `none` makes. */
export const everyDay = <T extends { readonly day: number }>(
  span: DaySpan,
  entries: readonly T[],
  none: (day: number) => T,
): readonly T[] => {
  const known = new Map(entries.map((entry) => [entry.day, entry]));
  return Array.from({ length: span.last - span.first + 1 }, (_, index) => {
    const day = span.first + index;
    return known.get(day) ?? none(day);
  });
};

/** A series in one block. */
export interface UsageWindow {
  readonly days: number;
  readonly applications: number;
  /** Successes ÷ outcomes; 0 without outcomes. */
  readonly averageSuccess: number;
}

/** What the days of a series come to together. */
export const windowOf = (series: readonly DailyUsage[]): UsageWindow => {
  const successes = series.reduce((sum, entry) => sum + entry.successes, 0);
  const outcomes = series.reduce((sum, entry) => sum + entry.successes + entry.failures, 0);
  return {
    days: series.length,
    applications: series.reduce((sum, entry) => sum + entry.applications, 0),
    averageSuccess: outcomes === 0 ? 0 : successes / outcomes,
  };
};
