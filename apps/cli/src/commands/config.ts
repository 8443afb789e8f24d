import { describeSettings } from '@tmws/config';
import { table } from '@tmws/terminal/table';
import type { Command } from '../command.ts';

const HEADER = ['VARIABLE', 'FLAG', 'VALUE', 'FROM'];

/** `tmws config`: every setting with its value and origin. Needs no core. */
export const config: Command = {
  options: {},
  examples: [
    { line: 'tmws config', description: 'all settings' },
    { line: 'tmws config --idle-exit 1h --json', description: 'what a flag would do' },
  ],
  run: async (context) => {
    const settings = describeSettings(context.config);
    return {
      json: () => ({
        settings: settings.map(({ variable, flag, value, origin, description }) => ({
          variable,
          flag,
          value: value ?? null,
          origin,
          description,
        })),
      }),
      text: (page) =>
        table(
          page,
          HEADER,
          settings.map(({ variable, flag, value, origin }) => [variable, `--${flag}`, value ?? '-', origin]),
        ),
    };
  },
};
