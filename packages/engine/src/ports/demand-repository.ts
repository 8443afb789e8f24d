/** A search to be remembered. */
export interface DemandEntry {
  readonly id: string;
  readonly namespace: string;
  readonly agentId: string;
  readonly query: string;
  readonly bestSimilarity: number | undefined;
  readonly at: Date;
}

/** Which searches that found nothing are asked for. */
export interface UnansweredQuery {
  readonly namespaces: readonly string[];
  /** The searches of this agent alone, or those of all others. */
  readonly of: { readonly agentId: string; readonly whose: 'own' | 'others' };
  /** A search whose best hit was less similar found nothing. */
  readonly below: number;
  readonly since: Date;
  /** Most rows: those searched for most often, then those of the last days. */
  readonly limit: number;
}

/** Searches of one agent with the same text, none of which found anything. */
export interface UnansweredRequest {
  readonly namespace: string;
  readonly agentId: string;
  readonly query: string;
  readonly count: number;
}

/** An agent's searches with the same text. */
export interface RepeatedRequest {
  readonly query: string;
  readonly count: number;
  /** Since `recentSince`. */
  readonly recentCount: number;
  /** Since `earlierSince` and before `recentSince`. */
  readonly earlierCount: number;
}

/** Searches made, for learning opportunities. */
export interface DemandRepository {
  insertMany(entries: readonly DemandEntry[]): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
  unanswered(query: UnansweredQuery): Promise<readonly UnansweredRequest[]>;
  /** What the agent searched for most in these namespaces. */
  requestsOf(query: {
    readonly namespaces: readonly string[];
    readonly agentId: string;
    readonly since: Date;
    readonly recentSince: Date;
    readonly earlierSince: Date;
    readonly limit: number;
  }): Promise<readonly RepeatedRequest[]>;
}
