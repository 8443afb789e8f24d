import {
  all,
  type Caller,
  type Condition,
  canRead,
  DomainError,
  failedForAgent,
  invalidFields,
  is,
  isIn,
  type JsonObject,
  LIMITS,
  not,
  type Pattern,
  type RecommendationTerms,
  recommendationScore,
  recommendationTerms,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';
import type { OwnRecord, RecommendationCandidate } from '../ports/recommendation-repository.ts';
import { listable } from '../search/visible.ts';
import { contextDataViolations } from '../usage/use-violations.ts';
import { createContextJudge, NO_CONTEXT } from './context-judge.ts';
import { type IndexedPatterns, indexedPatterns } from './indexed-patterns.ts';
import { neighbours } from './neighbours.ts';
import { bestOwnSimilarity, NOT_LIKE_ANY, type OwnSimilarity, servingRecords } from './own-similarity.ts';

/** What is asked for. */
export interface RecommendPatternsInput {
  /** The specification's agent; the caller itself, or absent. */
  readonly agentId?: string | undefined;
  readonly category?: string | undefined;
  readonly namespace?: string | undefined;
  readonly contextData?: JsonObject | undefined;
  /** 1–200; 0 means 10. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A recommended pattern with every term of its score. */
export interface Recommendation {
  readonly pattern: Pattern;
  readonly score: number;
  readonly terms: RecommendationTerms;
  /** The used pattern behind the boost of similarity. */
  readonly similarPatternId: string | undefined;
  readonly failedForAgent: boolean;
}

/** A page of recommendations. */
export interface RecommendPatternsResult {
  readonly recommendations: readonly Recommendation[];
  readonly nextPageToken: string;
  readonly degraded: string | undefined;
}

const PAGE_DEFAULT = 10;
/** So many are ranked with both boosts: what the patterns' own records put first, and what is nearest. */
const POOL = 200;
/** With more candidates than the pool holds, the neighbours of so many used patterns are looked for. */
const MOST_SEEDS = 3;

interface Scored {
  readonly candidate: RecommendationCandidate;
  readonly terms: RecommendationTerms;
  readonly score: number;
  readonly similarPatternId: string | undefined;
  readonly failed: boolean;
}

/** What the ranking works with. */
interface Asked {
  readonly where: Condition;
  readonly records: readonly OwnRecord[];
  readonly failedIds: ReadonlySet<string>;
}

const readAsked = (engine: Engine, caller: Caller, input: RecommendPatternsInput): Promise<Asked> =>
  engine.unitOfWork.read(async (store) => {
    const { category, namespace } = input;
    const where = all(listable(caller, { category, namespace, statuses: ['ACTIVE'] }), is('isHead'));
    const records = await store.recommendations.ownRecords({ where: listable(caller, {}), agentId: caller.agentId });
    return { where, records, failedIds: new Set(records.filter(failedForAgent).map(({ id }) => id)) };
  });

/** The candidates by their own records, those that failed the agent only where the others leave room. */
const readPool = (engine: Engine, { where, failedIds }: Asked): Promise<readonly RecommendationCandidate[]> =>
  engine.unitOfWork.read(async ({ recommendations }) => {
    const failed = isIn('id', [...failedIds]);
    const others = await recommendations.candidates({ where: all(where, not(failed)), limit: POOL });
    if (failedIds.size === 0 || others.length >= POOL) return others;
    const last = await recommendations.candidates({ where: all(where, failed), limit: POOL - others.length });
    return [...others, ...last];
  });

const isRebuilding = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.reason === 'INDEX_REBUILDING';

const withMore = async (
  engine: Engine,
  asked: Asked,
  { pool, ids }: { readonly pool: readonly RecommendationCandidate[]; readonly ids: readonly string[] },
): Promise<readonly RecommendationCandidate[]> => {
  const known = new Set(pool.map(({ id }) => id));
  const missing = [...new Set(ids)].filter((id) => !known.has(id) && !asked.failedIds.has(id));
  if (missing.length === 0) return pool;
  const where = all(asked.where, isIn('id', missing));
  const more = await engine.unitOfWork.read(({ recommendations }) =>
    recommendations.candidates({ where, limit: missing.length }),
  );
  return [...pool, ...more];
};

/** How like each candidate is to what served the agent. */
const ownSimilarities = (
  engine: Engine,
  ids: readonly string[],
  { used, indexed }: { readonly used: readonly OwnRecord[]; readonly indexed: IndexedPatterns },
): ReadonlyMap<string, OwnSimilarity> => {
  const { model } = engine.embedder;
  const map = model.cosineSimilarity ?? model.similarity;
  // The scores of a model that nobody has calibrated say nothing about how like two patterns are.
  if (map === undefined) return new Map();
  return new Map(ids.map((id) => [id, bestOwnSimilarity(id, used, { indexed, map })]));
};

const LOST_INDEX = 'The index is being rebuilt; nothing is compared by meaning until it is done.';

/** Runs what needs the index, or gives what stands for it while there is none, and remembers that. */
const createFallback = (engine: Engine) => {
  let degraded: string | undefined;
  return {
    degraded: () => degraded,
    orElse: async <T>(work: Promise<T>, instead: T): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        if (!isRebuilding(error)) throw error;
        engine.indexer.noticeDamage();
        degraded = LOST_INDEX;
        return instead;
      }
    },
  };
};

const rankPool = async (
  engine: Engine,
  asked: Asked,
  context: { readonly data: JsonObject | undefined; readonly signal: AbortSignal | undefined },
): Promise<{ readonly ranked: readonly Scored[]; readonly degraded: string | undefined }> => {
  const used = servingRecords(asked.records);
  const judge = createContextJudge(engine, context.data, context.signal);
  const { orElse, degraded } = createFallback(engine);
  const first = await readPool(engine, asked);
  const isCut = first.length >= POOL;
  const near = isCut ? await orElse(neighbours(engine, used.slice(0, MOST_SEEDS), asked.where), []) : [];
  const fitting = isCut ? ((await judge?.nearest(asked.where)) ?? []) : [];
  const pool = await withMore(engine, asked, { pool: first, ids: [...near, ...fitting] });
  const ids = pool.map(({ id }) => id);
  const compared = used.length === 0 && judge === undefined ? [] : [...pool, ...used];
  const indexed = await orElse(indexedPatterns(engine, compared), new Map());
  const similarities = ownSimilarities(engine, ids, { used, indexed });
  const relevance = (await judge?.relevance(ids, indexed)) ?? NO_CONTEXT;
  const ranked = pool
    .map((candidate): Scored => {
      const own = similarities.get(candidate.id) ?? NOT_LIKE_ANY;
      const boosts = { similarity: own.value, context: relevance.of.get(candidate.id) ?? 0 };
      const terms = recommendationTerms(candidate, boosts);
      return {
        candidate,
        terms,
        score: recommendationScore(terms),
        similarPatternId: own.patternId,
        failed: asked.failedIds.has(candidate.id),
      };
    })
    // Equal ones stay in the order of the pool, which is the store's.
    .toSorted((a, b) => Number(a.failed) - Number(b.failed) || b.score - a.score);
  return { ranked, degraded: relevance.degraded ?? degraded() };
};

/** The patterns of a page, each through the gate once more. */
const readPatterns = async (
  engine: Engine,
  caller: Caller,
  scored: readonly Scored[],
): Promise<readonly Recommendation[]> => {
  const ids = scored.map(({ candidate }) => candidate.id);
  const found = await engine.unitOfWork.read(async (store) =>
    withKnownParents(store, { caller }, await store.patterns.findMany(ids)),
  );
  const patterns = new Map(found.map((pattern) => [pattern.id, pattern]));
  return scored.flatMap(({ candidate, terms, score, similarPatternId, failed }) => {
    const pattern = patterns.get(candidate.id);
    return pattern === undefined || !canRead(caller, pattern)
      ? []
      : [{ pattern, terms, score, similarPatternId, failedForAgent: failed }];
  });
};

/**
 * The patterns that the caller should know, by the record of each, by likeness to what has served the caller, and by
 * relevance to what it works on; those that failed it come last. Looking is not using: no counter changes.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID, ACTING_FOR_OTHER_DENIED
 */
export const recommendPatterns = async (
  engine: Engine,
  caller: Caller,
  input: RecommendPatternsInput & { readonly signal?: AbortSignal | undefined },
): Promise<RecommendPatternsResult> => {
  const { signal, ...parameters } = input;
  requireSelf(caller, 'agent_id', parameters.agentId);
  const violations = contextDataViolations(parameters.contextData);
  if (violations.length > 0) throw invalidFields(violations);
  const size = parameters.pageSize === 0 ? PAGE_DEFAULT : pageSizeOf(parameters.pageSize);
  const binding = {
    agentId: caller.agentId,
    parameters: JSON.parse(JSON.stringify({ ...parameters, pageToken: undefined })) satisfies JsonObject,
  };
  const position = readPageToken(binding, parameters.pageToken);
  const offset = typeof position?.offset === 'number' ? position.offset : 0;
  const asked = await readAsked(engine, caller, parameters);
  const { ranked, degraded } = await rankPool(engine, asked, { data: parameters.contextData, signal });
  const end = Math.min(offset + size, LIMITS.candidatePool);
  const recommendations = await readPatterns(engine, caller, ranked.slice(offset, end));
  return {
    recommendations,
    nextPageToken: ranked.length > end ? writePageToken(binding, { offset: end }) : '',
    degraded,
  };
};
