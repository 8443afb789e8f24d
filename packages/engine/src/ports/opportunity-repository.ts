import type { AreaActivity, Condition, StalePattern, StrugglingPattern } from '@tmws/domain';

/** What is done and known in an area but for searches, whose texts the database does not split into words. */
export type RecordedActivity = Omit<AreaActivity, 'searchCount'>;

/** Which rows opportunities are made of. */
export interface OpportunityScope {
  /** The patterns that count. */
  readonly where: Condition;
  /** Where notes count. */
  readonly namespaces: readonly string[];
  readonly recentSince: Date;
  readonly earlierSince: Date;
}

/** Rows and how many there are in all. */
export interface Counted<T> {
  /** The first of them. */
  readonly shown: readonly T[];
  readonly count: number;
}

/** What patterns, their use and notes advise, computed where the rows are. */
export interface OpportunityRepository {
  /** Every area of a pattern or note. */
  areas(scope: OpportunityScope): Promise<readonly RecordedActivity[]>;
  /** Patterns with a success rate below `below` over more than `moreThan` outcomes, the least successful first; `urgent` counts those below `urgentBelow`. */
  improvable(query: {
    readonly where: Condition;
    readonly below: number;
    readonly moreThan: number;
    readonly urgentBelow: number;
    readonly limit: number;
  }): Promise<Counted<StrugglingPattern> & { readonly urgent: number }>;
  /** ACTIVE patterns neither used nor changed since, the longest forgotten first. */
  stale(query: {
    readonly where: Condition;
    readonly before: Date;
    readonly limit: number;
  }): Promise<Counted<StalePattern>>;
}
