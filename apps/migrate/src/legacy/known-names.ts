import type { TmwsClient } from '@tmws/client';

const PAGE_SIZE = 200;

/**
 * The names of all patterns that the caller sees, by id; with `keepOwners` also of those that it administers, which the audit log
 * keeps.
 */
export const knownNames = async (
  { patterns }: Pick<TmwsClient, 'patterns'>,
  { keepOwners }: { readonly keepOwners: boolean },
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>();
  let pageToken = '';
  do {
    const page = await patterns.listPatterns({ pageSize: PAGE_SIZE, pageToken, asAdmin: keepOwners });
    for (const { id, patternName } of page.patterns) names.set(id, patternName);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return names;
};
