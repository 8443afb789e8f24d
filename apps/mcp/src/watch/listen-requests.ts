import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { ListenFilter } from '../mcp-server-parts.ts';
import { MOST_INTERESTS } from './resource-interests.ts';

/** The listen requests of one connection, which its transport answers without asking the server. */
export interface ListenRequests {
  /** Takes note of a message that came in. */
  notice(message: JSONRPCMessage): void;
  /** Tells of each listen request, and first of all that came before as of one. */
  onListen(hear: (filter: ListenFilter) => void): void;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const filterOf = (message: JSONRPCMessage): ListenFilter | undefined => {
  if (!('method' in message) || message.method !== 'subscriptions/listen') return undefined;
  const notifications: unknown = message.params?.notifications;
  if (typeof notifications !== 'object' || notifications === null) return undefined;
  const uris: unknown = 'resourceSubscriptions' in notifications ? notifications.resourceSubscriptions : [];
  return {
    resourcesListChanged: 'resourcesListChanged' in notifications && notifications.resourcesListChanged === true,
    resourceSubscriptions: Array.isArray(uris) ? uris.filter(isText) : [],
  };
};

/** Makes the note-taker of one connection. */
export const createListenRequests = (): ListenRequests => {
  const uris = new Set<string>();
  let hasListened = false;
  let isListHeard = false;
  const hearers: ((filter: ListenFilter) => void)[] = [];
  return {
    notice: (message) => {
      const filter = filterOf(message);
      if (filter === undefined) return;
      hasListened = true;
      isListHeard ||= filter.resourcesListChanged === true;
      for (const uri of filter.resourceSubscriptions ?? []) if (uris.size < MOST_INTERESTS) uris.add(uri);
      for (const hear of hearers) hear(filter);
    },
    onListen: (hear) => {
      hearers.push(hear);
      if (hasListened) hear({ resourcesListChanged: isListHeard, resourceSubscriptions: [...uris] });
    },
  };
};
