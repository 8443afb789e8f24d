import {
  type Condition,
  DomainError,
  dotProduct,
  fuse,
  fuseWords,
  LEXICAL_SIMILARITY,
  type LexicalRequest,
  LIMITS,
  lexicalScore,
  nameMatch,
  prepareLexicalRequest,
  type SimilarityMap,
  scriptGroup,
  similarity,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { languageNeutralOf } from '../indexing/language-neutral-of.ts';
import type { IndexCandidate, VectorSpace } from '../ports/pattern-index.ts';

/** How candidates are found and ranked: by words and meaning, by meaning alone, by words alone. */
export const SEARCH_MODES = ['HYBRID', 'SEMANTIC', 'LEXICAL'] as const;

/** One of {@link SEARCH_MODES}. */
export type SearchMode = (typeof SEARCH_MODES)[number];

/** What is asked of the index. */
export interface RankRequest {
  readonly query: string;
  readonly where: Condition;
  readonly mode: SearchMode;
  /** The best so many of each half come before all others, so that deeper pages never change the earlier ones. */
  readonly firstTier: number;
  /** Candidates taken from each half, at least `firstTier`. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** A candidate with every number that ranked it. */
export interface RankedCandidate {
  readonly id: string;
  readonly lineageId: string;
  /** By meaning, undefined where the mode or a missing vector leaves it out. */
  readonly cosine: number | undefined;
  /** By words, 0–1. */
  readonly lexical: number;
  readonly fused: number;
  /** Calibrated, 0–1. */
  readonly similarity: number;
  /**
   * Places from 1 among the candidates of the two halves, by the numbers above; undefined where that half did not return
   * it. The order in which the index returned those by words is told nobody: its word statistics are of all patterns.
   */
  readonly denseRank: number | undefined;
  readonly lexicalRank: number | undefined;
  /** 0 for those that the first page is made from, 1 for what deeper pages add. */
  readonly tier: 0 | 1;
}

/** Candidates, best first, and how they were found. */
export interface Ranking {
  /** The mode that ran. */
  readonly mode: SearchMode;
  /** Why less than the asked mode ran or answers may be incomplete; undefined where all is well. */
  readonly degraded: string | undefined;
  /** What made similarities of the fused scores; undefined where words alone did, or the model is uncalibrated. */
  readonly map: SimilarityMap | undefined;
  readonly candidates: readonly RankedCandidate[];
}

interface QueryVectors {
  readonly vector: Float32Array;
  readonly neutral: Float32Array | undefined;
}

const isUnavailable = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.reason === 'EMBEDDER_UNAVAILABLE';

const queryVectors = async (
  engine: Engine,
  request: Pick<RankRequest, 'query' | 'signal'>,
): Promise<QueryVectors | string> => {
  const state = engine.embedder.state();
  if (state.kind === 'loading') return 'The embedding model is still loading; results are by words only.';
  if (state.kind === 'unavailable') return state.reason;
  try {
    const vector = await engine.embedder.embedQuery(request.query, request.signal);
    // The plain model puts every text of the request's own language first where its script is not Latin.
    const neutral = scriptGroup(request.query) === 'latin' ? undefined : languageNeutralOf(engine.embedder.model);
    return { vector, neutral: neutral?.neutralQuery(vector) };
  } catch (error) {
    if (isUnavailable(error)) return error.message;
    throw error;
  }
};

const cosineOf = (engine: Engine, vectors: QueryVectors, candidate: IndexCandidate): number | undefined => {
  const neutral = vectors.neutral === undefined ? undefined : languageNeutralOf(engine.embedder.model);
  if (neutral !== undefined && vectors.neutral !== undefined) {
    return candidate.neutralVector === undefined
      ? undefined
      : neutral.neutralCosine(vectors.neutral, candidate.neutralVector);
  }
  return candidate.vector === undefined ? undefined : dotProduct(vectors.vector, candidate.vector);
};

/** The map that makes similarities of the scores of this search. */
const mapOf = (engine: Engine, mode: SearchMode, vectors: QueryVectors | undefined): SimilarityMap | undefined => {
  const { model } = engine.embedder;
  if (vectors === undefined || model.similarity === undefined) return undefined;
  if (mode === 'SEMANTIC') return model.cosineSimilarity ?? model.similarity;
  return vectors.neutral === undefined ? model.similarity : (model.neutralSimilarity ?? model.similarity);
};

interface Scoring {
  readonly mode: SearchMode;
  readonly vectors: QueryVectors | undefined;
  readonly map: SimilarityMap | undefined;
}

const scorer =
  (engine: Engine, words: LexicalRequest, { mode, vectors, map }: Scoring) =>
  (candidate: IndexCandidate): Omit<RankedCandidate, 'denseRank' | 'lexicalRank' | 'tier'> => {
    const lexical = lexicalScore(words, candidate.termFrequencies);
    const byWords = { lexical, name: nameMatch(candidate.patternName, words) };
    const common = { id: candidate.id, lineageId: candidate.lineageId, lexical };
    const wordSimilarity = similarity(LEXICAL_SIMILARITY, lexical);
    if (vectors === undefined) {
      return { ...common, cosine: undefined, fused: fuseWords(byWords), similarity: wordSimilarity };
    }
    const cosine = cosineOf(engine, vectors, candidate);
    // Without a vector yet, a candidate is taken for as near as an unrelated one, so that its words decide.
    const near = cosine ?? engine.embedder.model.unrelatedScore;
    const fused = mode === 'SEMANTIC' ? near : fuse({ cosine: near, ...byWords });
    return { ...common, cosine, fused, similarity: map === undefined ? wordSimilarity : similarity(map, fused) };
  };

/** What a request makes of candidates that are at hand already: the numbers that {@link rank} gives those it finds. */
export interface RequestScorer {
  /** The vectors that it compares; undefined where words alone count. */
  readonly space: VectorSpace | undefined;
  readonly similarityOf: (candidate: IndexCandidate) => number;
}

/** Prepares a request in HYBRID mode; by words alone where the model is not there. */
export const requestScorer = async (
  engine: Engine,
  request: { readonly query: string; readonly signal: AbortSignal | undefined },
): Promise<RequestScorer> => {
  const found = await queryVectors(engine, request);
  const vectors = typeof found === 'object' ? found : undefined;
  const mode = vectors === undefined ? 'LEXICAL' : 'HYBRID';
  const words = prepareLexicalRequest(request.query, engine.wordTable);
  const score = scorer(engine, words, { mode, vectors, map: mapOf(engine, mode, vectors) });
  const space = vectors?.neutral === undefined ? 'plain' : 'neutral';
  return {
    space: vectors === undefined ? undefined : space,
    similarityOf: (candidate) => score(candidate).similarity,
  };
};

/** Why answers from the index may be incomplete at the moment; undefined where they are not. */
const indexReason = (engine: Engine): string | undefined => {
  const state = engine.index.state();
  return state.kind === 'ready' ? engine.indexer.incomplete() : state.reason;
};

const LOST_INDEX = 'The index is being rebuilt; results are incomplete until it is done.';

/** Both sentences where both halves lack something: a model that loads does not explain that nothing is found. */
const reasons = (embedder: string | undefined, index: string | undefined): string | undefined =>
  embedder === undefined || index === undefined ? (embedder ?? index) : `${index} ${embedder}`;

/** A candidate's places from 1 among those that the halves of the index returned. */
interface Places {
  readonly dense: number | undefined;
  readonly lexical: number | undefined;
}

/** 0 for a candidate that is among the best `firstTier` of a half, 1 for the others: all of 0 come before any of 1. */
export const tierOf = ({ dense, lexical }: Places, firstTier: number): 0 | 1 =>
  Math.min(dense ?? LIMITS.candidatePool, lexical ?? LIMITS.candidatePool) <= firstTier ? 0 : 1;

const places = (candidates: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map(candidates.map((candidate, index) => [candidate.id, index + 1]));

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : Number(a.id > b.id);

const candidatesOf = async (
  engine: Engine,
  request: RankRequest,
  asked: { readonly words: LexicalRequest; readonly vectors: QueryVectors | undefined },
): Promise<{ dense: readonly IndexCandidate[]; lexical: readonly IndexCandidate[] }> => {
  const { where, limit, mode } = request;
  const terms = asked.words.terms.map(({ term }) => term);
  const { vectors } = asked;
  const space = vectors?.neutral === undefined ? 'plain' : 'neutral';
  const [dense, lexical] = await Promise.all([
    vectors === undefined
      ? []
      : engine.index.searchMeaning({
          vector: vectors.neutral ?? vectors.vector,
          space,
          where,
          limit,
        }),
    terms.length === 0 || (mode === 'SEMANTIC' && vectors !== undefined)
      ? []
      : engine.index.searchWords({ terms, space: vectors === undefined ? undefined : space, where, limit }),
  ]);
  return { dense, lexical };
};

/**
 * Finds candidates by words and by meaning, gives each of their union both numbers exactly, and ranks them by the fused
 * score. Where the model is not there, words alone answer; where the index is damaged, nothing does, and the reason is
 * said. Never throws for either.
 */
export const rank = async (engine: Engine, request: RankRequest): Promise<Ranking> => {
  const found = request.mode === 'LEXICAL' ? undefined : await queryVectors(engine, request);
  const vectors = typeof found === 'object' ? found : undefined;
  const mode = vectors === undefined ? 'LEXICAL' : request.mode;
  const embedderReason = typeof found === 'string' ? found : undefined;
  const map = mapOf(engine, mode, vectors);
  const words = prepareLexicalRequest(request.query, engine.wordTable);
  // Told before and after: an index that becomes whole while it is searched was not whole for this search.
  const reasonBefore = indexReason(engine);
  try {
    const { dense, lexical } = await candidatesOf(engine, request, { words, vectors });
    const densePlaces = places(dense);
    const lexicalPlaces = places(lexical);
    const union = new Map([...dense, ...lexical].map((candidate) => [candidate.id, candidate]));
    const scored = [...union.values()].map(scorer(engine, words, { mode, vectors, map }));
    const byWords = scored
      .filter(({ id }) => lexicalPlaces.has(id))
      .toSorted((a, b) => b.lexical - a.lexical || byId(a, b));
    const lexicalRanks = places(byWords);
    const candidates = scored
      .map((candidate): RankedCandidate => {
        const { id } = candidate;
        const returned = { dense: densePlaces.get(id), lexical: lexicalPlaces.get(id) };
        const tier = tierOf(returned, request.firstTier);
        return { ...candidate, denseRank: returned.dense, lexicalRank: lexicalRanks.get(id), tier };
      })
      .toSorted((a, b) => a.tier - b.tier || b.fused - a.fused || byId(a, b));
    const degraded = reasons(embedderReason, reasonBefore ?? indexReason(engine));
    return { mode, degraded, map, candidates };
  } catch (error) {
    if (!(error instanceof DomainError && error.reason === 'INDEX_REBUILDING')) throw error;
    engine.indexer.noticeDamage();
    return { mode, degraded: reasons(embedderReason, reasonBefore ?? LOST_INDEX), map, candidates: [] };
  }
};
