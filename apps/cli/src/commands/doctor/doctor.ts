import { EXIT_CODES, type Page, plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { countText } from '../../output/number-text.ts';
import type { Check } from './check.ts';
import { checkCore } from './check-core.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkNode } from './check-node.ts';

const checkText = (page: Page, { name, isHealthy, found, advice, isFixed }: Check): string => {
  const mark = isHealthy ? page.green(isFixed === true ? 'fixed' : 'ok   ') : page.red('fault');
  return `${mark} ${page.bold(name)}: ${plainLine([found, advice].join(' '))}`;
};

/** `tmws doctor`: every fault with what to do about it; exit code 1 where there is one. */
export const doctor: Command = {
  options: {
    fix: { type: 'boolean', description: 'Mend what can be mended at once: the modes of the data folder' },
  },
  examples: [{ line: 'tmws doctor --fix', description: 'the core is started if none runs' }],
  run: async (context) => {
    const { config } = context;
    context.progress('Looking …');
    const fix = context.arguments.flag('fix') ?? false;
    // A core elsewhere has its own data folder and its own Node.
    const isElsewhere = config.address !== undefined;
    const folder = isElsewhere ? { checks: [], isUsable: true } : checkDataFolder(config, { fix });
    const checks = [
      ...(isElsewhere ? [] : [checkNode(context.coreEntry)]),
      ...folder.checks,
      ...(folder.isUsable ? await checkCore(context.connect) : []),
    ];
    const faults = checks.filter(({ isHealthy }) => !isHealthy);
    return {
      exitCode: faults.length === 0 ? EXIT_CODES.done : EXIT_CODES.failed,
      json: () => ({
        healthy: faults.length === 0,
        checks: checks.map(({ name, isHealthy, found, advice, isFixed }) => ({
          name,
          healthy: isHealthy,
          found,
          advice,
          fixed: isFixed ?? false,
        })),
      }),
      text: (page) =>
        [
          ...checks.map((check) => checkText(page, check)),
          faults.length === 0 ? 'No fault found.' : `${countText(faults.length, 'fault')} found.`,
        ].join('\n'),
    };
  },
};
