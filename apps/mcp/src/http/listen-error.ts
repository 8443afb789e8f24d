import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** The server cannot serve at its address: one sentence says why, the next what to do. Ends with exit code 1. */
export class ListenError extends ProgramError {
  override readonly name = 'ListenError';

  constructor(message: string) {
    super(message, { reason: 'LISTEN_FAILED', exitCode: EXIT_CODES.failed });
  }
}
