import { RemoteError, type TmwsClient } from '@tmws/client';
import type { Pattern } from '@tmws/contract';
import { isVersionNumber } from '@tmws/domain';
import { UsageError } from '@tmws/terminal';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type PatternClient = Pick<TmwsClient['patterns'], 'listPatterns'>;

/** Every readable version of the lineages of that name. */
const named = async (patterns: PatternClient, patternName: string): Promise<readonly Pattern[]> => {
  const found: Pattern[] = [];
  let pageToken = '';
  do {
    const page = await patterns.listPatterns({ patternName, pageToken, pageSize: 200 });
    found.push(...page.patterns);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return found;
};

/** Of each lineage the version that search shows, else its latest. */
const headsOf = (patterns: readonly Pattern[]): readonly Pattern[] => {
  const heads = new Map<string, Pattern>();
  for (const pattern of patterns) {
    const held = heads.get(pattern.lineageId);
    if (held === undefined || pattern.isHead || !held.isHead) heads.set(pattern.lineageId, pattern);
  }
  return [...heads.values()];
};

const notFound = (reference: string): RemoteError =>
  new RemoteError(
    `Pattern "${reference}" was not found or is not accessible. \`tmws pattern list\` shows those that are.`,
    { reason: 'PATTERN_NOT_FOUND', code: 'NOT_FOUND', metadata: { pattern: reference } },
  );

const ambiguous = (reference: string, fits: readonly Pattern[]): UsageError => {
  const ids = fits.map(({ id }) => id);
  const list = fits.map(({ id, namespace, agentId }) => `${id} (${namespace}/${agentId})`);
  return new UsageError(`"${reference}" fits several patterns. Name one by its id: ${list.join(', ')}.`, {
    pattern: reference,
    pattern_ids: ids.join(','),
  });
};

/**
 * The id of the pattern that was named: by id, by `name` (the head of its lineage) or by `name@version`. A name that
 * holds an `@` itself is found too.
 *
 * @throws RemoteError PATTERN_NOT_FOUND when nothing fits; UsageError when several do, with their ids.
 */
export const resolvePattern = async (patterns: PatternClient, reference: string): Promise<string> => {
  if (UUID.test(reference)) return reference.toLowerCase();
  const name = reference.normalize('NFC');
  const at = name.lastIndexOf('@');
  const version = name.slice(at + 1);
  const isVersioned = at > 0 && isVersionNumber(version);
  const ofVersion = isVersioned
    ? (await named(patterns, name.slice(0, at))).filter((pattern) => pattern.version === version)
    : [];
  const fits = ofVersion.length > 0 ? ofVersion : headsOf(await named(patterns, name));
  const [first, ...others] = fits;
  if (first === undefined) throw notFound(reference);
  if (others.length > 0) throw ambiguous(reference, fits);
  return first.id;
};
