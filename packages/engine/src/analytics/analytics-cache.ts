import type { PatternAnalytics } from './compute-analytics.ts';

/** At what time and state of the rows an answer is right. */
export interface AnalyticsMoment {
  readonly changeCounter: number;
  /** Day of Universal Time. */
  readonly day: number;
}

/** Answers kept for those who ask the same again. */
export interface AnalyticsCache {
  /**
   * The answer for a scope at a moment: the kept one, the one that is being computed, or a new one. Of each scope the
   * newest is kept; one that could not be computed is not.
   *
   * @param scope names everything that the answer depends on but the moment, the caller's rights above all
   */
  get(scope: string, moment: AnalyticsMoment, compute: () => Promise<PatternAnalytics>): Promise<PatternAnalytics>;
}

interface Entry extends AnalyticsMoment {
  readonly answer: Promise<PatternAnalytics>;
}

const MOST_SCOPES = 64;

/** An empty cache that keeps the answers of the scopes asked for last. */
export const createAnalyticsCache = (mostScopes = MOST_SCOPES): AnalyticsCache => {
  const entries = new Map<string, Entry>();
  return {
    get: (scope, moment, compute) => {
      const known = entries.get(scope);
      entries.delete(scope);
      if (known?.changeCounter === moment.changeCounter && known.day === moment.day) {
        entries.set(scope, known);
        return known.answer;
      }
      const entry: Entry = { ...moment, answer: compute() };
      entries.set(scope, entry);
      const oldest = entries.size > mostScopes ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entry.answer.catch(() => {
        if (entries.get(scope) === entry) entries.delete(scope);
      });
      return entry.answer;
    },
  };
};
