import type {
  CategoryTotals,
  Condition,
  DailyLearning,
  DailyUsage,
  DaySpan,
  ForgottenPattern,
  RatedPattern,
  VersionAndParent,
} from '@tmws/domain';

/** A list of patterns in an order, at most `limit`. */
export interface RankingQuery {
  readonly where: Condition;
  readonly limit: number;
}

/** What patterns each ranking takes, and how many. */
export interface RankingLimits {
  readonly mostUsed: { readonly limit: number };
  readonly leastUsed: { readonly limit: number };
  /** Uses and success rate that are exceeded. */
  readonly valuable: { readonly moreThan: number; readonly above: number; readonly limit: number };
  /** The success rate that is not reached, over so many outcomes at least. */
  readonly failing: { readonly below: number; readonly outcomes: number; readonly limit: number };
  readonly forgotten: { readonly before: Date; readonly limit: number };
}

/** The first patterns in several orders. */
export interface Rankings {
  /** Most first; unused ones too. */
  readonly mostUsed: readonly RatedPattern[];
  /** Of those used at all, least first. */
  readonly leastUsed: readonly RatedPattern[];
  /** The most used first. */
  readonly valuable: readonly RatedPattern[];
  /** The lowest success rate first, then the most outcomes. */
  readonly failing: readonly RatedPattern[];
  /** ACTIVE ones neither used nor changed since, the longest forgotten first. */
  readonly forgotten: readonly ForgottenPattern[];
}

/** Whose notes count. */
export interface NoteScope {
  readonly namespaces: readonly string[];
  /** The author; undefined: any. */
  readonly agentId?: string | undefined;
  /** The area; undefined: any. */
  readonly area?: string | undefined;
}

/**
 * Statistics of the patterns that pass a condition, computed where the rows are. Each call sees the rows at its own
 * time: compare the counter before and after several of them.
 */
export interface AnalyticsRepository {
  /** Grows with every committed change of patterns, uses, memberships and notes. */
  changeCounter(): Promise<number>;
  /** One entry for each category that has patterns. */
  categories(where: Condition): Promise<readonly CategoryTotals[]>;
  /** The first patterns in several orders; equal ones: the oldest first. */
  rankings(where: Condition, limits: RankingLimits): Promise<Rankings>;
  /** Uses by day; days without use are left out. */
  usageByDay(where: Condition, span: DaySpan): Promise<readonly DailyUsage[]>;
  /** Patterns created by day; days without are left out. */
  createdByDay(where: Condition, span: DaySpan): Promise<readonly DailyLearning[]>;
  /** The used versions of the lineages that have several, the most used lineages first, at most `limit` lineages. */
  usedVersions(query: RankingQuery): Promise<readonly RatedPattern[]>;
  /**
   * Versions with at least `outcomes` outcomes that succeed less often than their parents, with these, the clearest
   * differences first. The version passes `where`, the parent `readable`.
   */
  fallenVersions(
    query: RankingQuery & { readonly readable: Condition; readonly outcomes: number },
  ): Promise<readonly VersionAndParent[]>;
  /** Number of notes by area. */
  notesByArea(scope: NoteScope): Promise<ReadonlyMap<string, number>>;
}
