import type { FindingRepository } from '../ports/finding-repository.ts';
import type { MemoryState } from './memory-state.ts';

/** The findings of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryFindingRepository = (state: () => MemoryState): FindingRepository => {
  const on = (patternId: string, revision: number) =>
    [...state().findings.values()].filter((row) => row.patternId === patternId && row.revision === revision);
  return {
    scanned: async (patternId, revision) => on(patternId, revision).map(({ finding }) => finding),
    open: async (patternId, revision) =>
      on(patternId, revision).flatMap(({ finding, approvedBy }) => (approvedBy === undefined ? [finding] : [])),
    approve: async (findingIds, { agentId }) => {
      for (const id of findingIds) {
        const row = state().findings.get(id);
        if (row !== undefined) state().findings.set(id, { ...row, approvedBy: agentId });
      }
    },
  };
};
