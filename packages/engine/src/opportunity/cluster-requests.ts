import {
  type DemandCluster,
  dotProduct,
  inverseDocumentFrequency,
  termHash,
  tokenize,
  type WordTable,
} from '@tmws/domain';
import type { UnansweredRequest } from '../ports/demand-repository.ts';
import type { Turn } from './turn.ts';

/** Two requests share so much of the weight of their words to be alike by words. */
const ALIKE_BY_WORDS = 0.5;

/** So many characters of a request are compared by their words. */
const LOOKED_AT = 500;

/** What requests are compared by. */
export interface RequestComparison {
  /** By the text of a request; one without a vector is compared by its words. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** The cosine from which two requests ask for the same. */
  readonly mark: number;
  readonly wordTable: WordTable;
  readonly turn: Turn;
}

/** Searches with the same text, whoever made them. */
interface Request {
  readonly query: string;
  readonly count: number;
  readonly agentIds: readonly string[];
  readonly words: ReadonlyMap<string, number>;
  readonly vector: Float32Array | undefined;
}

const keyOf = ({ query }: UnansweredRequest): string => query.trim().toLowerCase();

const wordsOf = (query: string, table: WordTable): ReadonlyMap<string, number> =>
  new Map(tokenize(query.slice(0, LOOKED_AT)).map((term) => [term, inverseDocumentFrequency(table, termHash(term))]));

const weightOf = (words: Iterable<number>): number => [...words].reduce((sum, weight) => sum + weight, 0);

/** Shared ÷ all weight of the words of two requests, 0–1: the Jaccard index with rare words counting more. */
const sharedWords = (a: Request, b: Request): number => {
  const both = weightOf([...a.words].flatMap(([word, weight]) => (b.words.has(word) ? [weight] : [])));
  const all = weightOf(a.words.values()) + weightOf(b.words.values()) - both;
  return all === 0 ? 0 : both / all;
};

/** How alike two requests are, 1 and more where they ask for the same. */
const likeness = (a: Request, b: Request, mark: number): number =>
  a.vector === undefined || b.vector === undefined
    ? sharedWords(a, b) / ALIKE_BY_WORDS
    : dotProduct(a.vector, b.vector) / mark;

const requestsOf = (entries: readonly UnansweredRequest[], by: RequestComparison): readonly Request[] =>
  [...Map.groupBy(entries, keyOf).values()]
    .map((same): Request => {
      const query = same[0]?.query ?? '';
      return {
        query,
        count: same.reduce((sum, { count }) => sum + count, 0),
        agentIds: [...new Set(same.map(({ agentId }) => agentId))],
        words: wordsOf(query, by.wordTable),
        vector: by.vectors.get(query),
      };
    })
    .toSorted((a, b) => b.count - a.count || (a.query < b.query ? -1 : 1));

const toCluster = (namespace: string, members: readonly Request[]): DemandCluster => ({
  namespace,
  requests: members.map(({ query, count }) => ({ query, count })),
  agentIds: [...new Set(members.flatMap(({ agentIds }) => agentIds))],
  basis: members[0]?.vector === undefined ? 'words' : 'meaning',
});

/**
 * Puts requests of one namespace that ask for the same together: each, the most frequent first, joins the cluster whose
 * first request is most like it, or begins one.
 */
const clusterWithin = async (
  namespace: string,
  entries: readonly UnansweredRequest[],
  by: RequestComparison,
): Promise<readonly DemandCluster[]> => {
  const clusters: { readonly leader: Request; readonly members: Request[] }[] = [];
  for (const request of requestsOf(entries, by)) {
    await by.turn();
    let best: (typeof clusters)[number] | undefined;
    let bestLikeness = 1;
    for (const cluster of clusters) {
      const value = likeness(cluster.leader, request, by.mark);
      if (value < bestLikeness) continue;
      best = cluster;
      bestLikeness = value;
    }
    if (best === undefined) clusters.push({ leader: request, members: [request] });
    else best.members.push(request);
  }
  return clusters.map(({ members }) => toCluster(namespace, members));
};

/** Clusters requests by namespace, as agents of different ones must not be seen together. */
export const clusterRequests = async (
  entries: readonly UnansweredRequest[],
  by: RequestComparison,
): Promise<readonly DemandCluster[]> => {
  const clusters: DemandCluster[] = [];
  for (const [namespace, own] of Map.groupBy(entries, (entry) => entry.namespace)) {
    clusters.push(...(await clusterWithin(namespace, own, by)));
  }
  return clusters;
};
