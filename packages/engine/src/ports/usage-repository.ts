import type { JsonObject, Outcome, UsageRecord } from '@tmws/domain';

/** One use of a pattern. */
export interface Usage {
  readonly id: string;
  readonly patternId: string;
  readonly agentId: string;
  /** Seconds. */
  readonly executionTime: number | undefined;
  readonly success: Outcome;
  readonly contextData: JsonObject | undefined;
  readonly usedAt: Date;
  /** Whether the outcome entered effectiveness. */
  readonly countsInEffectiveness: boolean;
  readonly applicationId: string | undefined;
}

/** Where a listing of uses goes on: after this one. */
export interface UsageCursor {
  readonly usedAt: Date;
  readonly id: string;
}

/** A page of the uses of a pattern. */
export interface UsageListQuery {
  readonly patternId: string;
  /** Undefined: of any agent. */
  readonly agentId: string | undefined;
  /** Undefined: from the beginning. */
  readonly since: Date | undefined;
  /** `none`: only those without an outcome. */
  readonly outcome: 'any' | 'none';
  readonly after: UsageCursor | undefined;
  readonly limit: number;
}

/** What the ranking value of a pattern is made of, and the value as stored. */
export type StoredEffectiveness = Pick<
  UsageRecord,
  'decayedSuccesses' | 'decayedFailures' | 'decayedAt' | 'effectiveness'
> & { readonly patternId: string };

/** The history of use. */
export interface UsageRepository {
  /** Stores a use. One that has an outcome and names an application reports that application's outcome. */
  insert(usage: Usage): Promise<void>;
  find(id: string): Promise<Usage | undefined>;
  /** Newest first. */
  list(query: UsageListQuery): Promise<readonly Usage[]>;
  /** Writes outcome, time and context of a use that had no outcome, and reports its application's outcome. */
  saveOutcome(usage: Usage, at: Date): Promise<void>;
  /** How many outcomes of the agent on the pattern entered effectiveness since the time. */
  countedOutcomes(patternId: string, agentId: string, since: Date): Promise<number>;
  /** Patterns that have outcomes and none since the time, in the order of their ids. */
  restingEffectiveness(query: {
    readonly before: Date;
    /** Id of the last one of the page before; empty: from the first. */
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly StoredEffectiveness[]>;
  /** Writes ranking values alone. */
  saveEffectiveness(values: readonly { readonly patternId: string; readonly effectiveness: number }[]): Promise<void>;
  /** When all ranking values were last brought up to date; undefined: never. */
  effectivenessRefreshedAt(): Promise<Date | undefined>;
  noteEffectivenessRefreshed(at: Date): Promise<void>;
}
