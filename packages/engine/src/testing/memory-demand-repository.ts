import type { DemandRepository, UnansweredRequest } from '../ports/demand-repository.ts';
import type { MemoryDemand, MemoryState } from './memory-state.ts';

const grouped = (entries: readonly MemoryDemand[], keyOf: (entry: MemoryDemand) => string): readonly MemoryDemand[][] =>
  [...Map.groupBy(entries, keyOf).values()].toSorted((a, b) => b.length - a.length);

/** Searches on maps. */
export const createMemoryDemandRepository = (state: () => MemoryState): DemandRepository => ({
  insertMany: async (entries) => {
    for (const entry of entries) state().demand.set(entry.id, entry);
  },
  forgetBefore: async (time) => {
    for (const { id, at } of state().demand.values()) if (at < time) state().demand.delete(id);
  },
  unanswered: async ({ namespaces, of, below, since, limit }) => {
    const entries = [...state().demand.values()].filter(
      (entry) =>
        namespaces.includes(entry.namespace) &&
        (entry.agentId === of.agentId) === (of.whose === 'own') &&
        (entry.bestSimilarity ?? 0) < below &&
        entry.at >= since,
    );
    return grouped(entries, ({ namespace, agentId, query }) => JSON.stringify([namespace, agentId, query]))
      .slice(0, limit)
      .flatMap(([first, ...others]): readonly UnansweredRequest[] =>
        first === undefined
          ? []
          : [
              {
                namespace: first.namespace,
                agentId: first.agentId,
                query: first.query,
                count: others.length + 1,
              },
            ],
      );
  },
  requestsOf: async ({ namespaces, agentId, since, recentSince, earlierSince, limit }) => {
    const entries = [...state().demand.values()].filter(
      (entry) => namespaces.includes(entry.namespace) && entry.agentId === agentId && entry.at >= since,
    );
    return grouped(entries, ({ query }) => query)
      .slice(0, limit)
      .map((same) => ({
        query: same[0]?.query ?? '',
        count: same.length,
        recentCount: same.filter(({ at }) => at >= recentSince).length,
        earlierCount: same.filter(({ at }) => at >= earlierSince && at < recentSince).length,
      }));
  },
});
