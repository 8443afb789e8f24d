import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Pattern } from '@tmws/contract';
import { parsePatternUri } from '../resources/pattern-uri.ts';
import type { Reading } from '../resources/read-resource.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LARGEST_PAGE = 200;

/** One answer for what does not exist and what the caller may not read. */
export const patternNotFound = (reference: string): ProtocolError =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Pattern ${reference} was not found or is not accessible. Look for it by what it does, with apply_pattern.`,
    { reason: 'PATTERN_NOT_FOUND', pattern: reference },
  );

const idIn = (reference: string): string | undefined => {
  const id = parsePatternUri(reference)?.id ?? reference.replace(/^id:/, '');
  return UUID.test(id) ? id : undefined;
};

/** Of each lineage the version that search shows, else the last one made. */
const ofEachLineage = (patterns: readonly Pattern[]): readonly Pattern[] => {
  const lineages = new Map<string, Pattern>();
  for (const pattern of patterns) {
    if (lineages.get(pattern.lineageId)?.isHead !== true) lineages.set(pattern.lineageId, pattern);
  }
  return [...lineages.values()];
};

/**
 * Id of the readable pattern that is meant: by its id, `id:` and its id, its URI, or its exact name.
 *
 * @throws ProtocolError −32602 for a name that no readable pattern has, or several have; an id is not looked up
 */
export const findPatternId = async (reference: string, { connect, options }: Reading): Promise<string> => {
  const id = idIn(reference);
  if (id !== undefined) return id;
  const { patterns } = await connect();
  const named = await patterns.listPatterns({ patternName: reference, pageSize: LARGEST_PAGE }, options);
  const [first, ...others] = ofEachLineage(named.patterns);
  if (first === undefined) throw patternNotFound(reference);
  if (others.length === 0) return first.id;
  const ids = [first, ...others].map((pattern) => pattern.id);
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `${ids.length} patterns have this name. Give the id of one: ${ids.join(', ')}.`,
    { reason: 'INVALID_FIELD', pattern_ids: ids },
  );
};
