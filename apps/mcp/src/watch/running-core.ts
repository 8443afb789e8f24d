import { findCore } from '@tmws/client';
import type { Config } from '@tmws/config';

/** Names the core that runs on the data folder, by its process; undefined: none. Starts nothing. */
export const runningCore = async (config: Config): Promise<string | undefined> => {
  const core = await findCore(config);
  return core === undefined ? undefined : String(core.pid);
};
