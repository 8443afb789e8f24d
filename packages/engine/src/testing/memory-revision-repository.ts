import type { Pattern } from '@tmws/domain';
import type { RevisionRepository } from '../ports/revision-repository.ts';
import type { RevisionAuthor } from '../ports/store.ts';
import type { MemoryState } from './memory-state.ts';

/** Keeps the content of a pattern as the revision that it names. */
export const keepRevision = (state: MemoryState, pattern: Pattern, author: RevisionAuthor): void => {
  const { id: patternId, revision: number, updatedAt: createdAt } = pattern;
  state.revisions.set(`${patternId} ${number}`, { patternId, number, ...author, createdAt, content: pattern });
};

/** The revisions of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryRevisionRepository = (state: () => MemoryState): RevisionRepository => ({
  find: async (patternId, number) => state().revisions.get(`${patternId} ${number}`),
  list: async (patternId, { before = Number.POSITIVE_INFINITY, limit }) =>
    [...state().revisions.values()]
      .filter((revision) => revision.patternId === patternId && revision.number < before)
      .toSorted((a, b) => b.number - a.number)
      .slice(0, limit),
  redact: async (patternId, number) => {
    const revision = state().revisions.get(`${patternId} ${number}`);
    if (revision !== undefined) state().revisions.set(`${patternId} ${number}`, { ...revision, content: undefined });
  },
});
