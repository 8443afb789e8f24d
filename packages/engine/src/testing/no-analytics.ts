import type { AnalyticsRepository } from '../ports/analytics-repository.ts';

/** Statistics of no rows. What SQL makes of rows is tested where the SQL is. */
export const NO_ANALYTICS: AnalyticsRepository = {
  changeCounter: async () => 0,
  categories: async () => [],
  rankings: async () => ({ mostUsed: [], leastUsed: [], valuable: [], failing: [], forgotten: [] }),
  usageByDay: async () => [],
  createdByDay: async () => [],
  usedVersions: async () => [],
  fallenVersions: async () => [],
  notesByArea: async () => new Map(),
};
