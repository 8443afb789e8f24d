import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** Content handed in that cannot be used, e.g. broken JSON: one sentence says what and where. Ends with exit code 6. */
export class InputError extends ProgramError {
  override readonly name = 'InputError';

  constructor(message: string, metadata?: Readonly<Record<string, string>>) {
    super(message, { reason: 'INVALID_INPUT', exitCode: EXIT_CODES.invalidInput, metadata });
  }
}
