import type { PatternBatch } from '../ports/pattern-batch.ts';
import { createMemoryPatternRepository } from './memory-pattern-repository.ts';
import type { MemoryState } from './memory-state.ts';

/** Many new patterns of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryPatternBatch = (state: () => MemoryState): PatternBatch => {
  const patterns = createMemoryPatternRepository(state);
  return {
    takenNames: async ({ patternNames, ...key }) => {
      const taken = new Set<string>();
      for (const patternName of patternNames) {
        if ((await patterns.findByName({ ...key, patternName })).length > 0) taken.add(patternName);
      }
      return taken;
    },
    insertMany: async (added) => {
      for (const pattern of added) await patterns.insert(pattern);
    },
  };
};
