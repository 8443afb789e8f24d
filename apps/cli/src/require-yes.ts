import { UsageError } from '@tmws/terminal';
import type { CommandContext, CommandOption } from './command.ts';

/** The flag of a command that cannot be undone. */
export const YES_OPTION = {
  yes: { type: 'boolean', description: 'Do it: it cannot be undone' },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** @throws UsageError unless the flag was given; `what` says what would happen, as a sentence */
export const requireYes = (context: CommandContext, what: string): void => {
  if (context.arguments.flag('yes') !== true)
    throw new UsageError(`${what} It cannot be undone: repeat it with --yes.`);
};
