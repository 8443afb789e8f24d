import { startCore, stopCore } from '@tmws/client';
import type { Command } from '../command.ts';
import { runningCoreJson } from '../output/running-core.ts';

/**
 * `tmws start`: a core that stays. One that stays already is left alone; one that would end when it is idle, or does not
 * tell, is replaced, and its clients find the new one.
 */
export const start: Command = {
  options: {},
  examples: [{ line: 'tmws start', description: 'then `tmws stop` ends it' }],
  run: async (context) => {
    const { config, coreEntry } = context;
    const launch = { coreEntry, idleExit: 'off' } as const;
    context.progress('Starting the core …');
    let found = await startCore(config, launch);
    let restarted = false;
    // More than once where another frontend is faster with a core of its own, which ends when it is idle.
    while (!found.started && found.core.idleExit !== 'off') {
      context.progress('A core runs already; starting it again, to stay …');
      await stopCore(config);
      restarted = true;
      found = await startCore(config, launch);
    }
    const { core, started } = found;
    const kept = started ? 'runs' : 'runs already, and goes on';
    return {
      json: () => ({ restarted, data_dir: config.dataDir, core: runningCoreJson(core) }),
      text: () =>
        [
          `The core ${restarted ? 'was started again, and runs' : kept} until \`tmws stop\`.`,
          `address      ${core.address}`,
          `data folder  ${config.dataDir}`,
          `process      ${core.pid}`,
        ].join('\n'),
    };
  },
};
