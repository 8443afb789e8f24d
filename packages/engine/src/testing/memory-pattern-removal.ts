import type { Pattern } from '@tmws/domain';
import type { ChangeKind } from '../ports/change-feed.ts';
import type { PatternRemoval } from '../ports/pattern-removal.ts';
import { noteChange } from './memory-change-feed.ts';
import { createMemoryPatternRepository } from './memory-pattern-repository.ts';
import type { MemoryState } from './memory-state.ts';

/** Deletion in a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryPatternRemoval = (state: () => MemoryState): PatternRemoval => {
  const mark = (pattern: Pattern, after: Pattern, kind: ChangeKind): void => {
    state().patterns.set(pattern.id, after);
    noteChange(state(), { kind, before: pattern, after });
  };
  const forgetAnswers = (patternId: string): void => {
    for (const [key, { answer }] of state().answers) {
      if (JSON.stringify(answer).includes(patternId)) state().answers.delete(key);
    }
  };
  return {
    hide: async (pattern, at) => mark(pattern, { ...pattern, deletedAt: at }, 'deleted'),
    show: async (pattern) => {
      const { namespace, agentId, patternName, version } = pattern;
      const named = await createMemoryPatternRepository(state).findByName({ namespace, agentId, patternName });
      if (named.some((other) => other.version === version)) throw new Error(`The name of ${pattern.id} is taken.`);
      mark(pattern, { ...pattern, deletedAt: undefined }, 'undeleted');
    },
    hiddenBefore: async (time, limit) =>
      [...state().patterns.values()]
        .filter(({ deletedAt }) => deletedAt !== undefined && deletedAt < time)
        .toSorted((a, b) => Number(a.deletedAt) - Number(b.deletedAt))
        .slice(0, limit)
        .map(({ id }) => id),
    purge: async (pattern, at) => {
      for (const rows of [state().usages, state().proposals, state().evolutions]) {
        for (const [id, row] of rows) if (row.patternId === pattern.id) rows.delete(id);
      }
      for (const key of state().findings.keys()) if (key.startsWith(`${pattern.id} `)) state().findings.delete(key);
      for (const [key, row] of state().revisions) if (row.patternId === pattern.id) state().revisions.delete(key);
      state().files.delete(pattern.id);
      state().sources.delete(pattern.id);
      state().patterns.delete(pattern.id);
      forgetAnswers(pattern.id);
      noteChange(state(), { kind: 'purged', before: pattern, after: { ...pattern, deletedAt: at } });
    },
    forgetVectors: async (digests) => {
      for (const [model, vectors] of state().vectors) {
        state().vectors.set(model, new Map([...vectors].filter(([digest]) => !digests.includes(digest))));
      }
    },
    forgetAnswers: async (patternId) => forgetAnswers(patternId),
  };
};
