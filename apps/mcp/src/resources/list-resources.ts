import type { ListResourcesResult, Resource } from '@modelcontextprotocol/server';
import type { Pattern } from '@tmws/contract';
import { shorten } from '@tmws/domain';
import { toProtocolError } from '../failure/to-protocol-error.ts';
import { patternFacts } from './pattern-markdown.ts';
import { patternUri } from './pattern-uri.ts';
import type { Reading } from './read-resource.ts';

/** So many patterns are a page. */
const PAGE_SIZE = 50;
const LONGEST_DESCRIPTION = 300;

const descriptionOf = ({ patternData }: Pattern): string => {
  const description: unknown = patternData?.description;
  return typeof description === 'string' ? shorten(description, LONGEST_DESCRIPTION) : '';
};

const toResource = (pattern: Pattern): Resource => ({
  uri: patternUri(pattern.id),
  name: pattern.patternName,
  description: [descriptionOf(pattern), patternFacts(pattern)].filter((part) => part !== '').join('\n'),
  mimeType: 'application/json',
  annotations: {
    priority: pattern.effectiveness,
    ...(pattern.updatedAt === undefined ? {} : { lastModified: pattern.updatedAt.toISOString() }),
  },
});

/**
 * A page of the patterns that search shows the caller, best first; pages end after the best 1,000. The cursor is the
 * core's page token, which is the caller's alone.
 *
 * @throws ProtocolError −32602 for a cursor that is none
 */
export const listResources = async (
  cursor: string | undefined,
  { connect, options }: Reading,
): Promise<ListResourcesResult> => {
  try {
    const [{ patterns }, { PatternView }] = [await connect(), await import('@tmws/contract')];
    const { hits, nextPageToken } = await patterns.searchPatterns(
      { view: PatternView.FULL, pageSize: PAGE_SIZE, pageToken: cursor ?? '' },
      options,
    );
    const resources = hits.flatMap(({ pattern }) => (pattern === undefined ? [] : [toResource(pattern)]));
    return { resources, ...(nextPageToken === '' ? {} : { nextCursor: nextPageToken }) };
  } catch (error) {
    throw toProtocolError(error);
  }
};
