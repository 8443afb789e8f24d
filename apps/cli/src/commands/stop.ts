import { stopCore } from '@tmws/client';
import type { Command } from '../command.ts';
import { runningCoreJson } from '../output/running-core.ts';

/** `tmws stop`: ends the core of the data folder, and is content when none runs. */
export const stop: Command = {
  options: {},
  examples: [{ line: 'tmws stop', description: 'calls in flight finish first' }],
  run: async (context) => {
    const { config } = context;
    context.progress('Waiting for the core to end …');
    const core = await stopCore(config);
    return {
      json: () => ({
        stopped: core !== undefined,
        data_dir: config.dataDir,
        core: core === undefined ? null : runningCoreJson(core),
      }),
      text: () =>
        core === undefined ? `No core runs for ${config.dataDir}.` : `The core, process ${core.pid}, ended.`,
    };
  },
};
