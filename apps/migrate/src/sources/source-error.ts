import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** A source that is not there. Ends with exit code 3. */
export class SourceError extends ProgramError {
  override readonly name = 'SourceError';

  constructor(message: string, metadata: Readonly<Record<string, string>>) {
    super(message, { reason: 'SOURCE_NOT_FOUND', exitCode: EXIT_CODES.notFound, metadata });
  }
}
