import type { TmwsClient } from '@tmws/client';

const PAGE_SIZE = 200;

/**
 * The ids of all patterns that the caller sees; with `keepOwners` also of those that it administers, which the audit log
 * keeps.
 */
export const knownIds = async (
  { patterns }: Pick<TmwsClient, 'patterns'>,
  { keepOwners }: { readonly keepOwners: boolean },
): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  let pageToken = '';
  do {
    const page = await patterns.listPatterns({ pageSize: PAGE_SIZE, pageToken, asAdmin: keepOwners });
    for (const { id } of page.patterns) ids.add(id);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return ids;
};
