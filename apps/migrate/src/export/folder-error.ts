import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** A folder that an export must not write to. Ends with exit code 4. */
export class FolderError extends ProgramError {
  override readonly name = 'FolderError';

  constructor(message: string, metadata: Readonly<Record<string, string>>) {
    super(message, { reason: 'FOLDER_NOT_EMPTY', exitCode: EXIT_CODES.conflict, metadata });
  }
}
