import type { Config } from '@tmws/config';
import type { McpServerParts } from '../mcp-server-parts.ts';

/** How a server learns which core runs; nothing for a core at an address, which no call starts. */
export const runningCorePart = (config: Config): Pick<McpServerParts, 'runningCore'> =>
  config.address === undefined
    ? { runningCore: async () => (await import('./running-core.ts')).runningCore(config) }
    : {};
