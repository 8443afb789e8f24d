import { EXIT_CODES } from './exit-codes.ts';
import { ProgramError } from './program-error.ts';

/** Wrong usage of the command line: what was typed does not say what to do. Ends with exit code 2. */
export class UsageError extends ProgramError {
  override readonly name = 'UsageError';

  constructor(message: string, metadata?: Readonly<Record<string, string>>) {
    super(message, { reason: 'WRONG_USAGE', exitCode: EXIT_CODES.wrongUsage, metadata });
  }
}
