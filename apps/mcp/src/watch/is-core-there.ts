import { findCore } from '@tmws/client';
import type { Config } from '@tmws/config';

/** Whether a core could be reached without starting one; at a given address none is ever started. */
export const isCoreThere = async (config: Config): Promise<boolean> =>
  config.address !== undefined || (await findCore(config)) !== undefined;
