import { type ReadResourceResult, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { TmwsCallOptions, TmwsClient } from '@tmws/client';
import type { Pattern, VersionNode } from '@tmws/contract';
import { isNoPattern, toProtocolError } from '../failure/to-protocol-error.ts';
import { patternJson, versionJson } from './pattern-json.ts';
import { patternMarkdown } from './pattern-markdown.ts';
import { type PatternUri, patternUri, versionsUri } from './pattern-uri.ts';
import { versionsMarkdown } from './versions-markdown.ts';

/** How a resource is read. */
export interface Reading {
  readonly connect: () => Promise<TmwsClient>;
  readonly options: TmwsCallOptions;
}

const LARGEST_PAGE = 200;

const contents = (uri: string, json: object, markdown: string): ReadResourceResult => ({
  contents: [
    { uri, mimeType: 'application/json', text: JSON.stringify(json) },
    { uri, mimeType: 'text/markdown', text: markdown },
  ],
});

/**
 * One pattern whole.
 *
 * @throws RemoteError PATTERN_NOT_FOUND, for unknown and unreadable ids alike
 */
export const getPattern = async (patternId: string, { connect, options }: Reading): Promise<Pattern> => {
  const { patterns } = await connect();
  const { pattern } = await patterns.getPattern({ patternId }, options);
  if (pattern === undefined) throw new TypeError('The core answered without a pattern.');
  return pattern;
};

/**
 * Every readable version of the lineage, by SemVer.
 *
 * @throws RemoteError PATTERN_NOT_FOUND, for unknown and unreadable ids alike
 */
export const listVersions = async (
  patternId: string,
  { connect, options }: Reading,
): Promise<readonly VersionNode[]> => {
  const { versions } = await connect();
  const nodes: VersionNode[] = [];
  let pageToken = '';
  do {
    const page = await versions.listVersions({ patternId, pageSize: LARGEST_PAGE, pageToken }, options);
    nodes.push(...page.versions);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return nodes;
};

/**
 * A pattern, or the readable versions of its lineage, as JSON and as Markdown.
 *
 * @throws ProtocolError −32602 with the URI for unknown and unreadable ones alike; −32603 with reason and remedy where
 *   the core or the way to it failed
 */
export const readResource = async ({ id, kind }: PatternUri, reading: Reading): Promise<ReadResourceResult> => {
  const uri = kind === 'pattern' ? patternUri(id) : versionsUri(id);
  try {
    const contract = await import('@tmws/contract');
    if (kind === 'pattern') {
      const pattern = await getPattern(id, reading);
      return contents(uri, patternJson(pattern, contract), patternMarkdown(pattern));
    }
    const nodes = await listVersions(id, reading);
    const versions = nodes.map((node) => versionJson(node, contract));
    return contents(uri, { versions }, versionsMarkdown(nodes));
  } catch (error) {
    if (isNoPattern(error)) throw new ResourceNotFoundError(uri);
    throw toProtocolError(error);
  }
};
