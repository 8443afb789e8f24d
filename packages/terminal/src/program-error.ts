import type { ExitCode } from './exit-codes.ts';

/** How a {@link ProgramError} is told. */
export interface ProgramErrorOptions {
  /** What `--json` prints for programs, e.g. `WRONG_USAGE`. */
  readonly reason: string;
  readonly exitCode: ExitCode;
  /** The values that the message mentions, by name. Default: none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** An error that a program finds by itself: its sentence is printed as it stands, and it says what the program ends with. */
export class ProgramError extends Error {
  override readonly name: string = 'ProgramError';
  readonly reason: string;
  readonly exitCode: ExitCode;
  readonly metadata: Readonly<Record<string, string>>;

  constructor(message: string, { reason, exitCode, metadata = {} }: ProgramErrorOptions) {
    super(message);
    this.reason = reason;
    this.exitCode = exitCode;
    this.metadata = metadata;
  }
}
