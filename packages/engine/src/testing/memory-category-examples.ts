import { conditionSubject, evaluate, type Pattern } from '@tmws/domain';
import type { CategoryExamples } from '../ports/category-examples.ts';
import type { MemoryState } from './memory-state.ts';

const KEYS = ['description', 'problem', 'pattern_content'];

const descriptionOf = ({ patternData }: Pattern): string =>
  KEYS.flatMap((key) => (typeof patternData[key] === 'string' ? [patternData[key]] : []))
    .find((text) => text !== '')
    ?.slice(0, 1_000) ?? '';

/** The examples of categories of a memory store. */
export const createMemoryCategoryExamples = (state: () => MemoryState): CategoryExamples => ({
  categoryExamples: async ({ where, apartFromRoot, limit }) => {
    const { patterns, sources } = state();
    const rootsOf = ({ lineageId }: Pattern): readonly string[] =>
      [...sources.values()]
        .filter(({ patternId }) => patterns.get(patternId)?.lineageId === lineageId)
        .map(({ root }) => root);
    return [...patterns.values()]
      .filter((pattern) => evaluate(where, conditionSubject(pattern)))
      .filter((pattern) => {
        const roots = rootsOf(pattern);
        return !roots.includes(apartFromRoot) || roots.some((root) => root !== apartFromRoot);
      })
      .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((pattern) => ({
        id: pattern.id,
        patternName: pattern.patternName,
        category: pattern.category,
        description: descriptionOf(pattern),
      }));
  },
});
