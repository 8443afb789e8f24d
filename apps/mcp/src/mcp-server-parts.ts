import type { TmwsClient } from '@tmws/client';
import type { Logger } from './stderr-logger.ts';

/** What the server works with. */
export interface McpServerParts {
  /** Connects to the core as the caller, or gives the connection that there is. */
  readonly connect: () => Promise<TmwsClient>;
  readonly logger: Logger;
}
