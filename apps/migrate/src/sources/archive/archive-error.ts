import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** An archive that is damaged, or larger than one may be. Ends with exit code 6. */
export class ArchiveError extends ProgramError {
  override readonly name = 'ArchiveError';

  constructor(message: string, options: { readonly reason: 'ARCHIVE_UNREADABLE' | 'ARCHIVE_TOO_LARGE'; path: string }) {
    super(message, { reason: options.reason, exitCode: EXIT_CODES.invalidInput, metadata: { path: options.path } });
  }
}
