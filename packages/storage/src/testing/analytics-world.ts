import { randomUUID } from 'node:crypto';
import { type Caller, countUse, type Pattern } from '@tmws/domain';
import {
  type GetPatternAnalyticsInput,
  getPatternAnalytics,
  type PatternAnalytics,
  type UnitOfWork,
} from '@tmws/engine';
import { createManualClock, type ManualClock } from '@tmws/engine/testing';
import { samplePattern } from './sample-pattern.ts';
import { temporaryStorage } from './temporary-storage.ts';

/** When the clock of an {@link AnalyticsWorld} stands at first. */
export const NOON = new Date('2026-06-15T12:00:00Z');

/** A database and a clock, and how to ask for statistics over it. */
export interface AnalyticsWorld extends AsyncDisposable {
  readonly storage: UnitOfWork;
  readonly clock: ManualClock;
  readonly ask: (agentId: string, input?: GetPatternAnalyticsInput) => Promise<PatternAnalytics>;
  /** Stores patterns, of now unless they say when. */
  readonly add: (...patterns: readonly Partial<Pattern>[]) => Promise<readonly Pattern[]>;
  /** Records uses as RecordUsage does, each with the outcome given for it. */
  readonly use: (pattern: Pattern, outcomes: readonly (boolean | undefined)[], daysAgo?: number) => Promise<void>;
}

const callerOf = async (storage: UnitOfWork, agentId: string): Promise<Caller> => ({
  agentId,
  namespace: 'default',
  memberships: await storage.read((store) => store.identity.memberships(agentId)),
  scopes: ['read'],
  systemAdmin: false,
  credential: 'socket',
});

/** A new database with the agents `alice` and `bob`, both members of `default`. */
export const analyticsWorld = async (): Promise<AnalyticsWorld> => {
  const { storage, [Symbol.asyncDispose]: dispose } = await temporaryStorage();
  const clock = createManualClock(NOON);
  return {
    storage,
    clock,
    ask: async (agentId, input = {}) =>
      getPatternAnalytics({ unitOfWork: storage, clock }, await callerOf(storage, agentId), input),
    add: async (...given) => {
      const now = clock.now();
      const patterns = given.map((pattern) => samplePattern({ createdAt: now, updatedAt: now, ...pattern }));
      await storage.write(async (store) => {
        for (const pattern of patterns) await store.patterns.insert(pattern);
      });
      return patterns;
    },
    use: async ({ id }, outcomes, daysAgo = 0) => {
      const usedAt = new Date(clock.now().getTime() - daysAgo * 86_400_000);
      await storage.write(async (store) => {
        for (const success of outcomes) {
          const use = { executionTime: undefined, usedAt, countsInEffectiveness: true };
          await store.usages.insert({
            ...use,
            id: randomUUID(),
            patternId: id,
            agentId: 'bob',
            success,
            contextData: undefined,
            applicationId: undefined,
          });
          const pattern = await store.patterns.find(id);
          if (pattern === undefined) throw new Error(`There is no pattern ${id}.`);
          await store.patterns.saveUsage(id, countUse(pattern.usage, { ...use, outcome: success, byOwner: false }));
        }
      });
    },
    [Symbol.asyncDispose]: dispose,
  };
};

/** So many outcomes of each kind. */
export const outcomes = (good: number, bad = 0, unknown = 0): readonly (boolean | undefined)[] => [
  ...Array.from({ length: good }, () => true),
  ...Array.from({ length: bad }, () => false),
  ...Array.from({ length: unknown }, () => undefined),
];
