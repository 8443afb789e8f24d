import type { TmwsClient } from '@tmws/client';
import { type Pattern, PatternStatus } from '@tmws/contract';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** Which patterns are exported; undefined and empty: all that the caller may read. */
export interface Selection {
  readonly namespace: string | undefined;
  readonly category: string | undefined;
  /** A request as in a search. */
  readonly query: string | undefined;
  /** 0–1; 0: any, those without an outcome too. */
  readonly minSuccessRate: number;
  /** Whether the caller's own drafts are exported besides the newest versions. */
  readonly withDrafts: boolean;
  /** Ids and names. */
  readonly patterns: readonly string[];
}

const PAGE_SIZE = 200;
/** From here on a hit of a search is an answer: the threshold of the specification. */
const MIN_SIMILARITY = 0.7;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Page {
  readonly patterns: readonly Pattern[];
  readonly nextPageToken: string;
}

const allPages = async (page: (pageToken: string) => Promise<Page>): Promise<readonly Pattern[]> => {
  const patterns: Pattern[] = [];
  let token = '';
  do {
    const { patterns: more, nextPageToken } = await page(token);
    patterns.push(...more);
    token = nextPageToken;
  } while (token !== '');
  return patterns;
};

const found = (client: TmwsClient, { query, namespace, category, minSuccessRate }: Selection) =>
  allPages(async (pageToken) => {
    const filter = { queryText: query, namespace, category, minSuccessRate, minSimilarity: MIN_SIMILARITY };
    const { hits, nextPageToken } = await client.patterns.searchPatterns({ ...filter, pageSize: PAGE_SIZE, pageToken });
    return { patterns: hits.flatMap(({ pattern }) => pattern ?? []), nextPageToken };
  });

const listed = async (client: TmwsClient, { namespace, category, minSuccessRate, withDrafts }: Selection) => {
  const patterns = await allPages((pageToken) =>
    client.patterns.listPatterns({ namespace, category, pageSize: PAGE_SIZE, pageToken }),
  );
  const passing = patterns.filter(({ successRate }) => successRate >= minSuccessRate);
  const drafts = passing.filter(({ isHead, status }) => !isHead && status === PatternStatus.DRAFT);
  const selected = passing.filter((pattern) => pattern.isHead || (withDrafts && drafts.includes(pattern)));
  return { ids: selected.map(({ id }) => id), draftsLeftOut: withDrafts ? 0 : drafts.length };
};

const named = async (client: TmwsClient, text: string, namespace: string | undefined): Promise<string> => {
  if (UUID.test(text)) return text.toLowerCase();
  const patternName = text.normalize('NFC');
  const patterns = await allPages((pageToken) =>
    client.patterns.listPatterns({ patternName, namespace, pageSize: PAGE_SIZE, pageToken }),
  );
  const newest = patterns.filter(({ isHead }) => isHead);
  // Only a draft so far, as what the safety scan set aside.
  const heads = newest.length > 0 ? newest : patterns.filter(({ status }) => status === PatternStatus.DRAFT);
  const [first] = heads;
  if (first !== undefined && heads.length === 1) return first.id;
  const metadata = { pattern: text, pattern_ids: heads.map(({ id }) => id).join(' ') };
  if (first === undefined) {
    const message = `There is no pattern "${text}" that you may read. tmws pattern list shows those that you may.`;
    throw new ProgramError(message, { reason: 'PATTERN_NOT_FOUND', exitCode: EXIT_CODES.notFound, metadata });
  }
  throw new ProgramError(`"${text}" is the name of several patterns. Name one by its id: ${metadata.pattern_ids}.`, {
    reason: 'NAME_AMBIGUOUS',
    exitCode: EXIT_CODES.conflict,
    metadata,
  });
};

/** What a selection selects. */
export interface Selected {
  /** In the order of the export, each once. */
  readonly ids: readonly string[];
  /** So many drafts of the caller's pass the filters and were not asked for. */
  readonly draftsLeftOut: number;
}

/** The patterns to export. @throws ProgramError for a name without one pattern */
export const selectPatterns = async (client: TmwsClient, selection: Selection): Promise<Selected> => {
  const { patterns, query, namespace } = selection;
  if (patterns.length > 0) {
    const ids: string[] = [];
    for (const text of patterns) ids.push(await named(client, text, namespace));
    return { ids: [...new Set(ids)], draftsLeftOut: 0 };
  }
  if (query === undefined) return listed(client, selection);
  const ids = (await found(client, selection)).map(({ id }) => id);
  return { ids: [...new Set(ids)], draftsLeftOut: 0 };
};
