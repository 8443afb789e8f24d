import { conditionSubject, evaluate, type Pattern, recommendationScore, recommendationTerms } from '@tmws/domain';
import type { RecommendationRepository } from '../ports/recommendation-repository.ts';
import type { Usage } from '../ports/usage-repository.ts';
import type { MemoryState } from './memory-state.ts';

const NO_BOOSTS = { similarity: 0, context: 0 } as const;

const candidateOf = ({ id, revision, confidencePrior, usage }: Pattern) => ({
  ...usage,
  id,
  revision,
  confidencePrior,
});

const ownScore = (pattern: Pattern): number =>
  recommendationScore(recommendationTerms(candidateOf(pattern), NO_BOOSTS));

const inOrder = (a: Usage, b: Usage): number => a.usedAt.getTime() - b.usedAt.getTime() || (a.id < b.id ? -1 : 1);

/** What recommendations are made from, on maps. */
export const createMemoryRecommendationRepository = (state: () => MemoryState): RecommendationRepository => {
  const passing = (where: Parameters<typeof evaluate>[0]): readonly Pattern[] =>
    [...state().patterns.values()].filter((pattern) => evaluate(where, conditionSubject(pattern)));
  return {
    candidates: async ({ where, limit }) =>
      passing(where)
        .toSorted(
          (a, b) =>
            ownScore(b) - ownScore(a) ||
            b.usage.effectiveness - a.usage.effectiveness ||
            b.learningWeight - a.learningWeight ||
            (a.id < b.id ? -1 : 1),
        )
        .slice(0, limit)
        .map(candidateOf),
    ownRecords: async ({ where, agentId }) =>
      passing(where).flatMap(({ id, revision }) => {
        const uses = [...state().usages.values()]
          .filter((use) => use.patternId === id && use.agentId === agentId && use.success !== undefined)
          .toSorted(inOrder);
        const last = uses.at(-1);
        if (last === undefined) return [];
        const successes = uses.filter((use) => use.success).length;
        const failures = uses.length - successes;
        return [{ id, revision, successes, failures, lastOutcome: last.success === true, lastUsedAt: last.usedAt }];
      }),
  };
};
