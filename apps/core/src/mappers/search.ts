import {
  PatternView,
  type SearchHit as SearchHitMessage,
  type SearchPatternsRequest,
  type SearchPatternsResponse,
} from '@tmws/contract';
import { LIMITS } from '@tmws/domain';
import type { SearchHit, SearchPatternsInput, SearchPatternsResult } from '@tmws/engine';
import {
  ACCESS_LEVEL_NUMBERS,
  PATTERN_STATUS_NUMBERS,
  readEnum,
  readEnums,
  SEARCH_MODE_NUMBERS,
} from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';
import { readTime } from './read-time.ts';

const VIEW_NUMBERS = { BASIC: PatternView.BASIC, FULL: PatternView.FULL } as const;

/** How much of each pattern a search answers with. @throws DomainError INVALID_FIELD */
export const readView = (view: number): 'BASIC' | 'FULL' => readEnum('view', view, VIEW_NUMBERS) ?? 'BASIC';

/** What SearchPatterns asks for. @throws DomainError INVALID_FIELD */
export const fromSearchPatternsRequest = (request: SearchPatternsRequest): SearchPatternsInput => {
  const { queryText, category, subcategory, namespace, accessLevels, status, owner, tags, ...rest } = request;
  const { minSuccessRate, minUsageCount, updatedAfter, mode, view, allVersions, minSimilarity, ...more } = rest;
  const { pageSize, pageToken, requestingAgentId, ...unread } = more;
  everyFieldIsRead(unread);
  return {
    query: queryText,
    category,
    subcategory,
    namespace,
    accessLevels: readEnums('access_levels', accessLevels, ACCESS_LEVEL_NUMBERS),
    statuses: readEnums('status', status, PATTERN_STATUS_NUMBERS),
    agentId: owner,
    tags,
    minSuccessRate,
    minUsageCount,
    updatedAfter: readTime('updated_after', updatedAfter),
    mode: readEnum('mode', mode, SEARCH_MODE_NUMBERS) ?? 'HYBRID',
    contentBytes: readView(view) === 'FULL' ? LIMITS.pageBytes : undefined,
    versions: allVersions ? 'all' : 'heads',
    minSimilarity,
    pageSize,
    pageToken,
    requestingAgentId,
  };
};

const toHit = (hit: SearchHit, view: 'BASIC' | 'FULL'): SearchHitMessage => ({
  pattern: toPattern(hit.pattern, view),
  similarity: hit.rank?.similarity ?? 0,
  fusedScore: hit.rank?.fused ?? 0,
  semanticScore: hit.rank?.cosine,
  lexicalScore: hit.rank?.lexical,
  denseRank: hit.rank?.denseRank,
  lexicalRank: hit.rank?.lexicalRank,
  matchedPassage: hit.passage?.text ?? '',
  passageSource: hit.passage?.source ?? '',
  effectiveness: hit.pattern.usage.effectiveness,
});

const messageOf = (count: number, more: 'last page' | 'more pages'): string => {
  if (count === 0)
    return 'Nothing that you may read fits. Say it in other words, leave filters out, or lower min_similarity.';
  const found = `Found ${count} ${count === 1 ? 'pattern' : 'patterns'}`;
  return more === 'more pages' ? `${found} on this page, and there are more.` : `${found}.`;
};

/** The answer of SearchPatterns. */
export const toSearchPatternsResponse = (
  result: SearchPatternsResult,
  view: 'BASIC' | 'FULL',
): SearchPatternsResponse => ({
  hits: result.hits.map((hit) => toHit(hit, view)),
  nextPageToken: result.nextPageToken,
  mode: SEARCH_MODE_NUMBERS[result.mode],
  degraded: result.degraded !== undefined,
  degradedReason: result.degraded ?? '',
  message: messageOf(result.hits.length, result.nextPageToken === '' ? 'last page' : 'more pages'),
});
