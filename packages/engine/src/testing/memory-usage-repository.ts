import type { Usage, UsageListQuery, UsageRepository } from '../ports/usage-repository.ts';
import type { MemoryState } from './memory-state.ts';

const isAfter = (usage: Usage, { after }: UsageListQuery): boolean =>
  after === undefined ||
  usage.usedAt < after.usedAt ||
  (usage.usedAt.getTime() === after.usedAt.getTime() && usage.id < after.id);

const matches = (usage: Usage, query: UsageListQuery): boolean =>
  usage.patternId === query.patternId &&
  (query.agentId === undefined || usage.agentId === query.agentId) &&
  (query.since === undefined || usage.usedAt >= query.since) &&
  (query.outcome === 'any' || usage.success === undefined) &&
  isAfter(usage, query);

const newestFirst = (a: Usage, b: Usage): number => b.usedAt.getTime() - a.usedAt.getTime() || (a.id < b.id ? 1 : -1);

/** The history of use on maps. */
export const createMemoryUsageRepository = (state: () => MemoryState): UsageRepository => ({
  insert: async (usage) => {
    state().usages.set(usage.id, usage);
  },
  find: async (id) => state().usages.get(id),
  list: async (query) =>
    [...state().usages.values()]
      .filter((usage) => matches(usage, query))
      .toSorted(newestFirst)
      .slice(0, query.limit),
  saveOutcome: async (usage) => {
    state().usages.set(usage.id, usage);
  },
  countedOutcomes: async (patternId, agentId, since) =>
    [...state().usages.values()].filter(
      (usage) =>
        usage.patternId === patternId &&
        usage.agentId === agentId &&
        usage.countsInEffectiveness &&
        usage.success !== undefined &&
        usage.usedAt >= since,
    ).length,
  restingEffectiveness: async ({ before, after, limit }) =>
    [...state().patterns.values()]
      .filter(({ id, usage }) => id > after && usage.decayedAt !== undefined && usage.decayedAt < before)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, usage }) => ({ patternId: id, ...usage })),
  saveEffectiveness: async (values) => {
    for (const { patternId, effectiveness } of values) {
      const pattern = state().patterns.get(patternId);
      if (pattern === undefined) continue;
      state().patterns.set(patternId, { ...pattern, usage: { ...pattern.usage, effectiveness } });
    }
  },
  effectivenessRefreshedAt: async () => state().effectivenessRefreshedAt.value,
  noteEffectivenessRefreshed: async (at) => {
    state().effectivenessRefreshedAt.value = at;
  },
});
