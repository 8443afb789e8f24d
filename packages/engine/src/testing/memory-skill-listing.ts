import { conditionSubject, evaluate, type Pattern } from '@tmws/domain';
import type { SkillCursor, SkillListing, SkillOutline } from '../ports/skill-listing.ts';
import type { MemoryState } from './memory-state.ts';

const cursorOf = (pattern: Pattern): SkillCursor => ({
  effectiveness: pattern.usage.effectiveness,
  learningWeight: pattern.learningWeight,
  id: pattern.id,
});

const inOrder = (a: SkillCursor, b: SkillCursor): number =>
  b.effectiveness - a.effectiveness || b.learningWeight - a.learningWeight || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The listing of skills of a memory store. */
export const createMemorySkillListing = (state: () => MemoryState): SkillListing => {
  const outlineOf = (patternId: string): SkillOutline => {
    const files = [...(state().files.get(patternId)?.values() ?? [])];
    const newest = [...state().sources.values()]
      .filter((source) => source.patternId === patternId)
      .toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime())[0];
    return {
      patternId,
      fileCount: files.length,
      bytes: files.reduce((sum, { file }) => sum + file.size, 0),
      sourcePath: newest?.path,
      digest: newest?.digest,
    };
  };
  return {
    listSkills: async ({ where, served, after, limit }) =>
      [...state().patterns.values()]
        .filter((pattern) => evaluate(where, conditionSubject(pattern)))
        .filter(({ serveAsSkill }) => served === 'any' || serveAsSkill === (served === 'yes'))
        .filter(({ id }) => served === 'yes' || outlineOf(id).fileCount > 0)
        .map(cursorOf)
        .toSorted(inOrder)
        .filter((cursor) => after === undefined || inOrder(cursor, after) > 0)
        .slice(0, limit)
        .map(({ id }) => outlineOf(id)),
    outlineOf: async (patternId) => outlineOf(patternId),
  };
};
