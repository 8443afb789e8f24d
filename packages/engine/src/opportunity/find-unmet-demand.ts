import {
  type Caller,
  canRead,
  type DemandCluster,
  DomainError,
  FOUND_FROM,
  type LearningOpportunity,
  mayShowCluster,
  unmetDemand,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { EmbeddingModel } from '../ports/embedder.ts';
import { rank } from '../search/rank.ts';
import { searchable } from '../search/visible.ts';
import { clusterRequests } from './cluster-requests.ts';
import { takeTurns } from './turn.ts';

/** Distinct requests of the caller, and of all others, that are looked at. */
const MOST_OWN = 200;
const MOST_OF_OTHERS = 400;

/** So long may requests be embedded for one answer, in milliseconds; those left are compared by their words. */
const EMBEDDING_MILLISECONDS = 2_000;

/** So many of the largest clusters are held against the patterns of today. */
const MOST_TRIED = 30;
const CANDIDATES_TRIED = 10;

/** What part of the way from unrelated to all the same two requests must go where the model's marks are unknown. */
const UNMEASURED_PART = 0.65;

/** Which demand is looked at. */
export interface DemandScope {
  readonly namespaces: readonly string[];
  readonly since: Date;
  readonly signal: AbortSignal | undefined;
}

/**
 * The cosine from which two requests ask for the same: half-way from unrelated texts to duplicates. Of the bundled
 * model's requests .874: paraphrases lie at .878–.970, others of the same language below .876.
 */
const requestMark = ({ unrelatedScore, duplicateMark }: EmbeddingModel): number =>
  duplicateMark === undefined
    ? unrelatedScore + UNMEASURED_PART * (1 - unrelatedScore)
    : (unrelatedScore + duplicateMark) / 2;

/** The vectors of requests, as many as the time allows; none while the model is away. */
const embedRequests = async (
  { embedder }: Engine,
  queries: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Float32Array>> => {
  const vectors = new Map<string, Float32Array>();
  const end = performance.now() + EMBEDDING_MILLISECONDS;
  for (const query of queries) {
    if (embedder.state().kind !== 'ready' || performance.now() > end) break;
    try {
      // One after the other, so that searches which come meanwhile wait for one request at most.
      vectors.set(query, await embedder.embedQuery(query, signal));
    } catch (error) {
      if (error instanceof DomainError && error.reason === 'EMBEDDER_UNAVAILABLE') break;
      throw error;
    }
  }
  return vectors;
};

/** Whether a pattern that the caller may read answers by now what was searched for. */
const isAnswered = async (
  engine: Engine,
  caller: Caller,
  asked: { readonly query: string; readonly signal: AbortSignal | undefined },
): Promise<boolean> => {
  const where = searchable(caller, {}, 'heads');
  const few = { firstTier: CANDIDATES_TRIED, limit: CANDIDATES_TRIED };
  const { candidates } = await rank(engine, { ...asked, ...few, where, mode: 'HYBRID' });
  const ids = candidates.filter(({ similarity }) => similarity >= FOUND_FROM).map(({ id }) => id);
  if (ids.length === 0) return false;
  const found = await engine.unitOfWork.read((store) => store.patterns.findMany(ids));
  return found.some((pattern) => canRead(caller, pattern));
};

const searchesOf = ({ requests }: DemandCluster): number => requests.reduce((sum, { count }) => sum + count, 0);

/**
 * Clusters of searches that found nothing: the caller's own, and others' where at least two agents of a namespace asked
 * for the same. What a readable pattern answers by now is left out.
 */
export const findUnmetDemand = async (
  engine: Engine,
  caller: Caller,
  { namespaces, since, signal }: DemandScope,
): Promise<readonly LearningOpportunity[]> => {
  const { agentId } = caller;
  const asked = { namespaces, below: FOUND_FROM, since };
  const entries = await engine.unitOfWork.read(async (store) => [
    ...(await store.demand.unanswered({ ...asked, of: { agentId, whose: 'own' }, limit: MOST_OWN })),
    ...(await store.demand.unanswered({ ...asked, of: { agentId, whose: 'others' }, limit: MOST_OF_OTHERS })),
  ]);
  const queries = [...new Set(entries.map(({ query }) => query))];
  const clusters = await clusterRequests(entries, {
    vectors: await embedRequests(engine, queries, signal),
    mark: requestMark(engine.embedder.model),
    wordTable: engine.wordTable,
    turn: takeTurns(signal),
  });
  const shown = clusters
    .filter((cluster) => mayShowCluster(cluster, agentId))
    .toSorted((a, b) => searchesOf(b) - searchesOf(a));
  const unmet: LearningOpportunity[] = [];
  for (const [index, cluster] of shown.entries()) {
    const query = cluster.requests[0]?.query ?? '';
    if (index < MOST_TRIED && (await isAnswered(engine, caller, { query, signal }))) continue;
    unmet.push(unmetDemand(cluster));
  }
  return unmet;
};
