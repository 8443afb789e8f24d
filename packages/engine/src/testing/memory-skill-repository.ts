import { conditionSubject, evaluate } from '@tmws/domain';
import type { SkillRepository, SkillSource } from '../ports/store.ts';
import { createMemoryCategoryExamples } from './memory-category-examples.ts';
import { createMemorySkillListing } from './memory-skill-listing.ts';
import type { MemorySkillFile, MemoryState } from './memory-state.ts';

/** The skill files and sources of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemorySkillRepository = (state: () => MemoryState): SkillRepository => {
  const filesOf = (patternId: string): readonly MemorySkillFile[] =>
    [...(state().files.get(patternId)?.values() ?? [])].toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));

  const sources = (agentId: string, test: (source: SkillSource) => boolean): readonly SkillSource[] =>
    [...state().sources.values()]
      .filter((source) => {
        const pattern = state().patterns.get(source.patternId);
        return pattern?.agentId === agentId && pattern.deletedAt === undefined && test(source);
      })
      .toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime());

  return {
    ...createMemorySkillListing(state),
    ...createMemoryCategoryExamples(state),
    addFiles: async (patternId, files) => {
      const stored = files.map(({ path, mode, digest, content }): readonly [string, MemorySkillFile] => [
        path,
        { file: { path, mode, digest, size: content.length }, content: content.slice() },
      ]);
      state().files.set(patternId, new Map([...(state().files.get(patternId) ?? []), ...stored]));
    },
    shareFiles: async (patternId, from, files) => {
      const paths = new Set(files.map(({ path }) => path));
      const shared = [...(state().files.get(from) ?? [])].filter(([path]) => paths.has(path));
      state().files.set(patternId, new Map([...(state().files.get(patternId) ?? []), ...shared]));
    },
    files: async (patternId) => filesOf(patternId).map(({ file }) => file),
    readFile: async (patternId, path) => state().files.get(patternId)?.get(path),
    contents: async (patternId, largest) =>
      filesOf(patternId)
        .filter(({ file }) => file.size <= largest)
        .map(({ file, content }) => ({ path: file.path, content })),
    addSource: async (source) => {
      state().sources.set(JSON.stringify([source.patternId, source.root, source.path]), source);
    },
    sourcesAt: async (agentId, root, path) =>
      sources(agentId, (source) => source.root === root && source.path === path),
    sourcesOf: async (agentId, digest) => sources(agentId, (source) => source.digest === digest),
    sourcesBelow: async (agentId, root) => sources(agentId, (source) => source.root === root),
    countSkills: async (where) =>
      [...state().files.keys()].filter((patternId) => {
        const pattern = state().patterns.get(patternId);
        return pattern !== undefined && evaluate(where, conditionSubject(pattern));
      }).length,
  };
};
