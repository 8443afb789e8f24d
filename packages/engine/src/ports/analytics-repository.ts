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
  /** The most used, most first; unused ones too. */
  mostUsed(query: RankingQuery): Promise<readonly RatedPattern[]>;
  /** The least used of those used at all, least first. */
  leastUsed(query: RankingQuery): Promise<readonly RatedPattern[]>;
  /** Used more often than `moreThan` with a success rate above `above`; the most used first. */
  valuable(
    query: RankingQuery & { readonly moreThan: number; readonly above: number },
  ): Promise<readonly RatedPattern[]>;
  /** With a success rate below `below` over at least `outcomes` outcomes; the lowest rate first, then the most outcomes. */
  failing(
    query: RankingQuery & { readonly below: number; readonly outcomes: number },
  ): Promise<readonly RatedPattern[]>;
  /** ACTIVE ones neither used nor changed since `before`; the longest forgotten first. */
  forgotten(query: RankingQuery & { readonly before: Date }): Promise<readonly ForgottenPattern[]>;
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
