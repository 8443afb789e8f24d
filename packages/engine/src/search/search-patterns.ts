import {
  all,
  type Caller,
  type Condition,
  canRead,
  invalidFields,
  isIn,
  type JsonObject,
  LIMITS,
  not,
  type Pattern,
  rangeViolations,
  successRate,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';
import { filterViolations } from './filter-violations.ts';
import { matchedPassage } from './matched-passage.ts';
import { type RankedCandidate, rank, type SearchMode } from './rank.ts';
import { type PatternFilter, searchable } from './visible.ts';

/** What a search asks for. */
export interface SearchPatternsInput extends PatternFilter {
  /** Undefined or empty: all that passes, the best proven first. */
  readonly query?: string | undefined;
  readonly mode: SearchMode;
  readonly minSuccessRate?: number | undefined;
  readonly minUsageCount?: number | undefined;
  /** Hits below it are left out, 0–1; undefined: none is. */
  readonly minSimilarity?: number | undefined;
  /** The specification's actor field; the caller itself, or absent. */
  readonly requestingAgentId?: string | undefined;
  readonly versions: 'heads' | 'all';
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
  /** Bytes of `pattern_data` after which a page ends early; undefined where the answer leaves it out. */
  readonly contentBytes: number | undefined;
}

/** One pattern found, with why. */
export interface SearchHit {
  readonly pattern: Pattern;
  /** The numbers of the ranking; undefined for a search without a query. */
  readonly rank: RankedCandidate | undefined;
  /** The passage that matched best, and where it stands; undefined where there is no text. */
  readonly passage: { readonly source: string; readonly text: string } | undefined;
}

/** A page of hits. */
export interface SearchPatternsResult {
  readonly hits: readonly SearchHit[];
  readonly nextPageToken: string;
  readonly mode: SearchMode;
  readonly degraded: string | undefined;
}

/** Statistics filters that pass more patterns than this are checked after the search instead of before it. */
const MOST_STATISTICS_IDS = 5_000;

const checkInput = (input: SearchPatternsInput): void => {
  const queryBytes = Buffer.byteLength(input.query ?? '');
  const violations = [
    ...filterViolations(input),
    ...rangeViolations('min_success_rate', input.minSuccessRate, { least: 0, most: 1 }),
    ...rangeViolations('min_usage_count', input.minUsageCount, { least: 0, most: Number.MAX_SAFE_INTEGER }),
    ...rangeViolations('min_similarity', input.minSimilarity, { least: 0, most: 1 }),
    ...(queryBytes > LIMITS.queryBytes
      ? [
          {
            field: 'query_text',
            description: `query_text has ${queryBytes} bytes; at most ${LIMITS.queryBytes} are allowed. Say it shorter.`,
          },
        ]
      : []),
  ];
  if (violations.length > 0) throw invalidFields(violations);
};

const passesStatistics = (input: SearchPatternsInput, pattern: Pattern): boolean =>
  successRate(pattern.usage) >= (input.minSuccessRate ?? 0) && pattern.usage.usageCount >= (input.minUsageCount ?? 0);

/** The condition with the statistics filter in it, or with it left to be checked on what is found. */
interface Filtered {
  readonly where: Condition;
  readonly statistics: 'within' | 'afterwards';
}

const withStatistics = async (engine: Engine, input: SearchPatternsInput, where: Condition): Promise<Filtered> => {
  const filter = { minSuccessRate: input.minSuccessRate ?? 0, minUsageCount: input.minUsageCount ?? 0 };
  if (filter.minSuccessRate === 0 && filter.minUsageCount === 0) return { where, statistics: 'within' };
  const ids = await engine.unitOfWork.read((store) =>
    store.patterns.idsByStatistics(where, filter, MOST_STATISTICS_IDS + 1),
  );
  return ids.length > MOST_STATISTICS_IDS
    ? { where, statistics: 'afterwards' }
    : { where: all(where, isIn('id', ids)), statistics: 'within' };
};

interface Ranked {
  readonly hits: readonly { readonly pattern: Pattern; readonly rank: RankedCandidate | undefined }[];
  readonly mode: SearchMode;
  readonly degraded: string | undefined;
}

/**
 * Deprecated ones last, within a tier: deeper pages take more candidates, and must not move what earlier ones showed.
 * Each candidate goes through the gate once more.
 */
const present = (
  ranked: readonly RankedCandidate[],
  patterns: ReadonlyMap<string, Pattern>,
  passes: (pattern: Pattern) => boolean,
): Ranked['hits'] => {
  const hits = ranked.flatMap((candidate) => {
    const pattern = patterns.get(candidate.id);
    return pattern !== undefined && passes(pattern) ? [{ pattern, rank: candidate }] : [];
  });
  const last = (hit: { pattern: Pattern }): number => (hit.pattern.status === 'DEPRECATED' ? 1 : 0);
  return hits.toSorted((a, b) => a.rank.tier - b.rank.tier || last(a) - last(b));
};

const rankedHits = async (
  engine: Engine,
  call: {
    caller: Caller;
    input: SearchPatternsInput;
    query: string;
    filtered: Filtered;
    end: number;
    signal: AbortSignal | undefined;
  },
): Promise<Ranked> => {
  const { caller, input, query, filtered, end, signal } = call;
  const firstTier = Math.max(LIMITS.candidatesFromEachHalf, pageSizeOf(input.pageSize));
  // Some of what is found does not pass afterwards, so that more is taken than a page holds.
  const limit = end <= firstTier && filtered.statistics === 'within' ? firstTier : LIMITS.candidatePool;
  const ranking = await rank(engine, { query, where: filtered.where, mode: input.mode, firstTier, limit, signal });
  const leastSimilarity = input.minSimilarity ?? 0;
  const pool = ranking.candidates
    .slice(0, LIMITS.candidatePool)
    .filter((candidate) => candidate.similarity >= leastSimilarity);
  const found = await engine.unitOfWork.read((store) => store.patterns.findMany(pool.map((candidate) => candidate.id)));
  const patterns = new Map(found.map((pattern) => [pattern.id, pattern]));
  const passes = (pattern: Pattern): boolean => canRead(caller, pattern) && passesStatistics(input, pattern);
  return { hits: present(pool, patterns, passes), mode: ranking.mode, degraded: ranking.degraded };
};

const fitting = <T extends { readonly pattern: Pattern }>(
  hits: readonly T[],
  bytes: number | undefined,
): readonly T[] => {
  if (bytes === undefined) return hits;
  let used = 0;
  const end = hits.findIndex((hit) => {
    used += Buffer.byteLength(JSON.stringify(hit.pattern.patternData));
    return used > bytes;
  });
  return end < 0 ? hits : hits.slice(0, Math.max(1, end));
};

const bindingOf = (caller: Caller, input: SearchPatternsInput): { agentId: string; parameters: JsonObject } => ({
  agentId: caller.agentId,
  parameters: JSON.parse(JSON.stringify({ ...input, pageToken: undefined })),
});

/**
 * Finds the readable patterns that fit a query, best first, or lists those that pass the filter, best proven first; in
 * both, DEPRECATED ones come last.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID, ACTING_FOR_OTHER_DENIED
 */
export const searchPatterns = async (
  engine: Engine,
  caller: Caller,
  input: SearchPatternsInput & { readonly signal?: AbortSignal | undefined },
): Promise<SearchPatternsResult> => {
  const { signal, ...parameters } = input;
  requireSelf(caller, 'requesting_agent_id', parameters.requestingAgentId);
  checkInput(parameters);
  const pageSize = pageSizeOf(parameters.pageSize);
  const binding = bindingOf(caller, parameters);
  const position = readPageToken(binding, parameters.pageToken);
  const offset = typeof position?.offset === 'number' ? position.offset : 0;
  const query = parameters.query?.trim() ?? '';
  const filtered = await withStatistics(engine, parameters, searchable(caller, parameters, parameters.versions));
  const end = offset + pageSize;
  const ranked: Ranked =
    query === ''
      ? await provenHits(engine, { caller, input: parameters, filtered, end })
      : await rankedHits(engine, { caller, input: parameters, query, filtered, end, signal });
  if (query !== '' && offset === 0) {
    engine.demandLog.note({
      namespace: caller.namespace,
      agentId: caller.agentId,
      query,
      bestSimilarity: ranked.hits[0]?.rank?.similarity,
    });
  }
  const page = fitting(ranked.hits.slice(offset, end), parameters.contentBytes);
  const next = offset + page.length;
  const more =
    page.length > 0 && next < LIMITS.candidatePool && (ranked.hits.length > next || ranked.hits.length >= end);
  const shown = await engine.unitOfWork.read((store) =>
    withKnownParents(
      store,
      { caller },
      page.map(({ pattern }) => pattern),
    ),
  );
  const hits = await Promise.all(
    page.map(async (hit, place) => ({
      ...hit,
      pattern: shown[place] ?? hit.pattern,
      passage: query === '' ? undefined : await matchedPassage(engine, hit.pattern, query),
    })),
  );
  return {
    hits,
    nextPageToken: more ? writePageToken(binding, { offset: next }) : '',
    mode: ranked.mode,
    degraded: ranked.degraded,
  };
};

const provenHits = async (
  engine: Engine,
  call: { caller: Caller; input: SearchPatternsInput; filtered: Filtered; end: number },
): Promise<Ranked> => {
  const { where, statistics } = call.filtered;
  const limit = statistics === 'within' ? Math.min(call.end + 1, LIMITS.candidatePool) : LIMITS.candidatePool;
  const isDeprecated = isIn('status', ['DEPRECATED']);
  const patterns = await engine.unitOfWork.read(async (store) => {
    const first = await store.patterns.list({ where: all(where, not(isDeprecated)), order: 'proven', limit });
    if (first.length >= limit) return first;
    const rest = { where: all(where, isDeprecated), order: 'proven', limit: limit - first.length } as const;
    return [...first, ...(await store.patterns.list(rest))];
  });
  const hits = patterns
    .filter((pattern) => canRead(call.caller, pattern) && passesStatistics(call.input, pattern))
    .map((pattern) => ({ pattern, rank: undefined }));
  return { hits, mode: call.input.mode, degraded: undefined };
};
