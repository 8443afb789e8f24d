import type { Server } from '@modelcontextprotocol/server';
import type { WatchPatternsResponse } from '@tmws/contract';
import type { McpServerParts } from '../mcp-server-parts.ts';
import { parsePatternUri } from '../resources/pattern-uri.ts';
import { createChangeBatch } from './change-batch.ts';
import { createResourceInterests } from './resource-interests.ts';

/** What one session hears of changed patterns. Nothing is watched before it wants to hear of something. */
export interface ResourceSubscriptions {
  /** Tells it from now on when the list of resources changed. */
  hearList(): void;
  /** Tells it from now on when the resource changed; false: it hears of too many. */
  hear(uri: string): boolean;
  /** Tells it no longer of the resource. */
  forget(uri: string): void;
  /**
   * Resolves when all that it wanted to hear of until now is watched, or cannot be now: what is read afterwards and
   * changes later is told.
   */
  live(): Promise<void>;
}

/** Makes the subscriptions of a server; they end with its session. */
export const createResourceSubscriptions = (server: Server, parts: McpServerParts): ResourceSubscriptions => {
  const end = new AbortController();
  const interests = createResourceInterests();
  let hearsList = false;
  let isFollowing = false;
  let ready: Promise<unknown> = Promise.resolve();

  // A client that is gone misses nothing.
  const quietly = (sent: Promise<void>): void => void sent.catch(() => {});
  const batch = createChangeBatch(({ isList, uris }) => {
    if (isList) quietly(server.sendResourceListChanged());
    for (const uri of uris) quietly(server.sendResourceUpdated({ uri }));
  });

  const follow = (): void => {
    if (isFollowing || end.signal.aborted) return;
    isFollowing = true;
    let live = (): void => {};
    ready = new Promise<void>((resolve) => {
      live = resolve;
    });
    const onChange = (change: WatchPatternsResponse): void => {
      // The first message of a stream from now on says that it is live, and names no pattern.
      if (change.patternId === '') live();
      if (hearsList) batch.addList();
      for (const uri of interests.concerned(change)) batch.add(uri);
    };
    const onGap = (): void => {
      if (hearsList) batch.addList();
      for (const uri of interests.uris()) batch.add(uri);
    };
    const onLost = (isFinal: boolean): void => {
      if (isFinal) isFollowing = false;
      live();
    };
    void import('./follow-patterns.ts')
      .then(({ followPatterns }) => followPatterns(parts, { onChange, onGap, onLost }, end.signal))
      .finally(live);
  };

  const learnTree = async (uri: string, id: string): Promise<void> => {
    const { listVersions } = await import('../resources/read-resource.ts');
    const reading = { connect: parts.connect, options: { signal: end.signal } };
    // Of a tree that cannot be read there is nothing to tell.
    const nodes = await listVersions(id, reading).catch(() => []);
    interests.know(
      uri,
      nodes.flatMap(({ pattern }) => pattern ?? []),
    );
  };

  const hear = (uri: string): boolean => {
    if (!interests.add(uri)) return false;
    follow();
    const named = parsePatternUri(uri);
    if (named?.kind === 'versions') ready = Promise.all([ready, learnTree(uri, named.id)]);
    return true;
  };
  const hearList = (): void => {
    hearsList = true;
    follow();
  };

  const { onclose } = server;
  server.onclose = () => {
    end.abort();
    batch.drop();
    onclose?.();
  };
  parts.onListen?.(({ resourcesListChanged, resourceSubscriptions = [] }) => {
    if (resourcesListChanged === true) hearList();
    for (const uri of resourceSubscriptions) hear(uri);
  });
  return {
    hearList,
    hear,
    forget: (uri) => interests.delete(uri),
    live: async () => {
      await ready;
    },
  };
};
