import { EXIT_CODES, ProgramError, plainLine, UsageError } from '@tmws/terminal';
import type { CommandContext, CommandOption } from './command.ts';

/** The flag of a command that cannot be undone. */
export const YES_OPTION = {
  yes: { type: 'boolean', description: 'Do it without asking: it cannot be undone' },
} as const satisfies Readonly<Record<string, CommandOption>>;

/**
 * Asks on a terminal whether to go on; elsewhere the flag must say so. `what` says what would happen, as a sentence.
 *
 * @throws UsageError without the flag where nobody can be asked; ProgramError when the answer is not yes
 */
export const requireYes = async (context: CommandContext, what: string): Promise<void> => {
  if (context.arguments.flag('yes') === true) return;
  if (context.ask === undefined) throw new UsageError(`${what} It cannot be undone: repeat it with --yes.`);
  const answer = await context.ask(`${plainLine(what)} It cannot be undone. Go on? [y/N] `);
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new ProgramError('Nothing was changed.', { reason: 'NOT_CONFIRMED', exitCode: EXIT_CODES.failed });
};
