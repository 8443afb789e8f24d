import type { TmwsClient } from '@tmws/client';
import type { Logger } from './stderr-logger.ts';

/** What a client wants to hear of, as the protocol's SubscriptionFilter has it. */
export interface ListenFilter {
  readonly resourcesListChanged?: boolean | undefined;
  readonly resourceSubscriptions?: readonly string[] | undefined;
}

/** What the server works with. */
export interface McpServerParts {
  /** Connects to the core as the caller, or gives the connection that there is. */
  readonly connect: () => Promise<TmwsClient>;
  readonly logger: Logger;
  /**
   * Tells of each `subscriptions/listen` of revision 2026-07-28, which the transport answers without asking the server.
   * Unset: none is ever told of, and what changes is told to sessions of the revisions before alone.
   */
  readonly onListen?: (hear: (filter: ListenFilter) => void) => void;
  /**
   * Names the core that runs and could be reached without starting one; undefined: none runs. A watch that lost its core
   * must not bring back one that a person has stopped. Unset: calls never start a core.
   */
  readonly runningCore?: () => Promise<string | undefined>;
}
