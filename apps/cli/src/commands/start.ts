import { findCore, startCore, stopCore } from '@tmws/client';
import type { Command } from '../command.ts';
import { runningCoreJson } from '../output/running-core.ts';

/**
 * `tmws start`: a core that stays. One that a command started ends when it is idle, and does not tell; so a running one
 * is replaced, and its clients find the new one.
 */
export const start: Command = {
  options: {},
  examples: [{ line: 'tmws start', description: 'then `tmws stop` ends it' }],
  run: async (context) => {
    const { config, coreEntry } = context;
    const before = await findCore(config);
    if (before !== undefined) {
      context.progress('A core runs already; starting it again, to stay …');
      await stopCore(config);
    }
    context.progress('Starting the core …');
    const { core } = await startCore(config, { coreEntry, idleExit: 'off' });
    return {
      json: () => ({ restarted: before !== undefined, data_dir: config.dataDir, core: runningCoreJson(core) }),
      text: () =>
        [
          `The core ${before === undefined ? 'runs' : 'was started again, and runs'} until \`tmws stop\`.`,
          `address      ${core.address}`,
          `data folder  ${config.dataDir}`,
          `process      ${core.pid}`,
        ].join('\n'),
    };
  },
};
