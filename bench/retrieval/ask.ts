import type { TmwsClient } from '@tmws/client';
import { type SearchHit, SearchMode } from '@tmws/contract';

/** A hit with the numbers that ranked it. */
export interface AnsweredHit {
  readonly patternId: string;
  readonly similarity: number;
  readonly fused: number;
  readonly cosine: number | undefined;
  readonly lexical: number | undefined;
}

/** What the product answers to one request. */
export interface Answers {
  /** SearchPatterns as it is by default: HYBRID, 50 hits. */
  readonly hybrid: readonly AnsweredHit[];
  readonly lexical: readonly string[];
  readonly semantic: readonly string[];
  /** The first ten of ApplyPattern without a threshold. */
  readonly applied: readonly string[];
  /** Every pattern at or above the default threshold. */
  readonly kept: readonly string[];
  /** Milliseconds of the hybrid search, from this process. */
  readonly hybridMilliseconds: number;
}

/** ApplyPattern's default for `min_similarity`, the specification's. */
export const DEFAULT_THRESHOLD = 0.7;

const LARGEST_PAGE = 200;
const APPLIED = 10;
const TOKEN_BUDGET = 20_000;

const idOf = (hit: SearchHit): string => hit.pattern?.id ?? '';

const search = async (client: TmwsClient, queryText: string, mode: SearchMode): Promise<readonly SearchHit[]> => {
  const answer = await client.patterns.searchPatterns({ queryText, mode });
  if (answer.degraded || answer.mode !== mode) throw new Error(`A search was degraded: ${answer.degradedReason}`);
  return answer.hits;
};

const aboveThreshold = async (client: TmwsClient, queryText: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  let pageToken = '';
  do {
    const page = await client.patterns.searchPatterns({
      queryText,
      minSimilarity: DEFAULT_THRESHOLD,
      pageSize: LARGEST_PAGE,
      pageToken,
    });
    ids.push(...page.hits.map(idOf));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return ids;
};

/** Asks the product one request in every way. */
export const ask = async (client: TmwsClient, text: string): Promise<Answers> => {
  const begin = performance.now();
  const hybrid = await search(client, text, SearchMode.HYBRID);
  const hybridMilliseconds = performance.now() - begin;
  const lexical = await search(client, text, SearchMode.LEXICAL);
  const semantic = await search(client, text, SearchMode.SEMANTIC);
  const applied = await client.learning.applyPattern({
    patternQuery: text,
    maxPatterns: APPLIED,
    minSimilarity: 0,
    tokenBudget: TOKEN_BUDGET,
  });
  return {
    hybrid: hybrid.map((hit) => ({
      patternId: idOf(hit),
      similarity: hit.similarity,
      fused: hit.fusedScore,
      cosine: hit.semanticScore,
      lexical: hit.lexicalScore,
    })),
    lexical: lexical.map(idOf),
    semantic: semantic.map(idOf),
    applied: applied.patterns.map((pattern) => pattern.patternId),
    kept: await aboveThreshold(client, text),
    hybridMilliseconds,
  };
};

/** The patterns of both lists by reciprocal rank fusion, Σ 1/(60 + rank) (Cormack et al. 2009), best first. */
export const fuseByRank = (...rankings: readonly (readonly string[])[]): readonly string[] => {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [index, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (60 + index + 1));
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
};
