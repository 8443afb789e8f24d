import { randomUUID } from 'node:crypto';
import { type Pattern, type UsageRecord, unusedRecord } from '@tmws/domain';
import type { AnalyticsRepository, UnitOfWork } from '@tmws/engine';

/** When the tests of analytics take place. */
export const NOW = new Date('2026-06-15T12:00:00Z');

/** A record with these counts, and as many uses as outcomes. */
export const used = (counts: Partial<UsageRecord>): UsageRecord => ({
  ...unusedRecord(NOW),
  usageCount: (counts.successCount ?? 0) + (counts.failureCount ?? 0),
  ...counts,
});

/** Stores patterns as they are. */
export const insert = (storage: UnitOfWork, ...patterns: readonly Pattern[]): Promise<void> =>
  storage.write(async (store) => {
    for (const pattern of patterns) await store.patterns.insert(pattern);
  });

/** Asks the statistics. */
export const ask = <T>(storage: UnitOfWork, question: (rows: AnalyticsRepository) => Promise<T>): Promise<T> =>
  storage.read((store) => question(store.analytics));

/** Writes one use into the history. */
export const use = (storage: UnitOfWork, patternId: string, usedAt: Date, success?: boolean): Promise<void> =>
  storage.write((store) =>
    store.usages.insert({
      id: randomUUID(),
      patternId,
      agentId: 'bob',
      executionTime: undefined,
      success,
      contextData: undefined,
      usedAt,
      countsInEffectiveness: false,
      applicationId: undefined,
    }),
  );
