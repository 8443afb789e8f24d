import { all, type Condition, isIn, type JsonObject } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { rank, requestScorer } from '../search/rank.ts';
import { contextText } from './context-text.ts';
import type { IndexedPatterns } from './indexed-patterns.ts';

/** How relevant patterns are to a context. */
export interface ContextRelevance {
  /** By pattern, 0–1; those that are not there have none. */
  readonly of: ReadonlyMap<string, number>;
  readonly degraded: string | undefined;
}

/** No context was given, or one that says nothing. */
export const NO_CONTEXT: ContextRelevance = { of: new Map(), degraded: undefined };

/** Judges patterns by what an agent works on, as by a request: the fused scores and similarities of a search. */
export interface ContextJudge {
  /** Ids of those that pass and fit best. */
  nearest(where: Condition): Promise<readonly string[]>;
  /** How relevant each of the patterns is; `indexed` spares reading them from the index again. */
  relevance(ids: readonly string[], indexed: IndexedPatterns): Promise<ContextRelevance>;
}

const NEAREST = 50;

/** An engine that embeds a request once, however often it is searched with. */
const embeddingOnce = (engine: Engine): Engine => {
  const vectors = new Map<string, Promise<Float32Array>>();
  const embedQuery: Engine['embedder']['embedQuery'] = (text, signal) => {
    const vector = vectors.get(text) ?? engine.embedder.embedQuery(text, signal);
    vectors.set(text, vector);
    return vector;
  };
  return { ...engine, embedder: { ...engine.embedder, embedQuery } };
};

/** Makes the judge for a context; undefined where there is none, or one without any text. */
export const createContextJudge = (
  engine: Engine,
  context: JsonObject | undefined,
  signal: AbortSignal | undefined,
): ContextJudge | undefined => {
  const query = context === undefined ? '' : contextText(context);
  if (query === '') return undefined;
  const once = embeddingOnce(engine);
  const search = (where: Condition, limit: number): ReturnType<typeof rank> =>
    rank(once, { query, mode: 'HYBRID', where, firstTier: limit, limit, signal });
  let degraded: string | undefined;
  return {
    nearest: async (where) => {
      const ranking = await search(where, NEAREST);
      degraded = ranking.degraded;
      return ranking.candidates.map(({ id }) => id);
    },
    relevance: async (ids, indexed) => {
      const { space, similarityOf } = await requestScorer(once, { query, signal });
      // What is at hand has the plain vectors only; a request in another script compares the language-neutral ones.
      const atHand = space === 'plain' ? ids.flatMap((id) => indexed.get(id) ?? []) : [];
      const of = new Map(atHand.map((candidate) => [candidate.id, similarityOf(candidate)]));
      const others = ids.filter((id) => !of.has(id));
      if (others.length === 0) return { of, degraded };
      const ranking = await search(all(isIn('id', others)), others.length);
      for (const candidate of ranking.candidates) of.set(candidate.id, candidate.similarity);
      return { of, degraded: degraded ?? ranking.degraded };
    },
  };
};
