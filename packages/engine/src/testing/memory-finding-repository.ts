import type { Finding } from '@tmws/domain';
import type { FindingRepository, RevisionPlace } from '../ports/finding-repository.ts';
import type { MemoryState } from './memory-state.ts';

const keyOf = ({ patternId, revision }: RevisionPlace): string => `${patternId} ${revision}`;

/** The findings of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryFindingRepository = (state: () => MemoryState): FindingRepository => {
  const on = (place: RevisionPlace) => state().findings.get(keyOf(place)) ?? [];
  return {
    add: async (place, findings) => {
      if (findings.length > 0) state().findings.set(keyOf(place), [...on(place), ...findings]);
    },
    kept: async (place) => on(place),
    scanned: async (patternId, revision) => on({ patternId, revision }).map(({ finding }) => finding),
    scannedOn: async (patterns) => {
      const found = new Map<string, readonly Finding[]>();
      for (const { id, revision } of patterns) {
        const kept = on({ patternId: id, revision });
        if (kept.length > 0)
          found.set(
            id,
            kept.map(({ finding }) => finding),
          );
      }
      return found;
    },
    open: async (patternId, revision) =>
      on({ patternId, revision }).flatMap(({ finding, isHeld, approval }) =>
        isHeld && approval === undefined ? [finding] : [],
      ),
    approve: async (place, findingIds, approval) => {
      const approved = on(place).map((kept) => (findingIds.includes(kept.finding.id) ? { ...kept, approval } : kept));
      state().findings.set(keyOf(place), approved);
    },
    forget: async (place) => {
      state().findings.delete(keyOf(place));
    },
  };
};
