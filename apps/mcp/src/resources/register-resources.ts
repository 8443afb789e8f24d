import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { callOptions } from '../call-options.ts';
import type { McpServerParts } from '../mcp-server-parts.ts';
import { MOST_INTERESTS } from '../watch/resource-interests.ts';
import { createResourceSubscriptions } from '../watch/resource-subscriptions.ts';
import { PATTERN_TEMPLATE, VERSIONS_TEMPLATE } from './pattern-uri.ts';

/** Whether the answer goes out on a connection that can carry what happens later, without being asked to. */
const hearsUnasked = ({ mcpReq, http, sessionId }: ServerContext): boolean =>
  mcpReq.envelope === undefined && (http === undefined || sessionId !== undefined);

const firstOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';

/** Has the session that a list is for hear, from now on, that the list changed; resolves when that is watched. */
export type HearList = (context: ServerContext) => Promise<void>;

/**
 * Registers the readable patterns and their version trees as resources, with lists in pages and subscriptions. Other
 * files may register templates of their own; what `resources/list` says is patterns alone. Returned is what makes other
 * lists of patterns heard of too.
 */
export const registerResources = (mcp: McpServer, parts: McpServerParts): HearList => {
  const { server } = mcp;
  const { connect } = parts;
  server.registerCapabilities({ resources: { subscribe: true, listChanged: true } });
  const subscriptions = createResourceSubscriptions(server, parts);

  const hearList: HearList = async (context) => {
    if (hearsUnasked(context)) subscriptions.hearList();
    await subscriptions.live();
  };
  const read = async (kind: 'pattern' | 'versions', id: string, context: ServerContext) => {
    await subscriptions.live();
    const { readResource } = await import('./read-resource.ts');
    return readResource({ id, kind }, { connect, options: callOptions(context) });
  };
  mcp.registerResource(
    'pattern',
    new ResourceTemplate(PATTERN_TEMPLATE, { list: undefined }),
    {
      title: 'Pattern',
      description: 'A learned pattern that you may read, whole: as JSON, and as Markdown.',
      mimeType: 'application/json',
    },
    (_uri, { id }, context) => read('pattern', firstOf(id), context),
  );
  mcp.registerResource(
    'pattern-versions',
    new ResourceTemplate(VERSIONS_TEMPLATE, { list: undefined }),
    {
      title: 'Versions of a pattern',
      description:
        'The readable versions of a pattern with their parents and records of use: as JSON, and as Markdown.',
      mimeType: 'application/json',
    },
    (_uri, { id }, context) => read('versions', firstOf(id), context),
  );

  // The list that McpServer makes knows no pages.
  server.setRequestHandler('resources/list', async ({ params }, context) => {
    await hearList(context);
    const { listResources } = await import('./list-resources.ts');
    return listResources(params?.cursor, { connect, options: callOptions(context) });
  });
  server.setRequestHandler('resources/subscribe', async ({ params }, context) => {
    if (hearsUnasked(context) && !subscriptions.hear(params.uri)) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `A session hears of ${MOST_INTERESTS} resources at most.`,
      );
    }
    await subscriptions.live();
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscriptions.forget(params.uri);
    return {};
  });
  return hearList;
};
