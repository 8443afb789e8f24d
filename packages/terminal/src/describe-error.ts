import { RemoteError } from '@tmws/client';
import { ConfigError } from '@tmws/config';
import { asCommands } from './as-commands.ts';
import { EXIT_CODES, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { plainLine } from './plain-text.ts';
import { ProgramError } from './program-error.ts';

/** One bad field of what was sent. */
export interface DescribedViolation {
  readonly field: string;
  readonly description: string;
}

/** An error as `--json` prints it. */
export interface ErrorObject {
  /** A reason of the contract, of the client or of a {@link ProgramError}, or `INVALID_SETTING`, `DEFECT`. */
  readonly reason: string;
  /** For people: what, which, what to do. */
  readonly message: string;
  /** The values that the message mentions, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The bad fields, where there are any. */
  readonly violations: readonly DescribedViolation[];
}

/** An error with what the program ends with. */
export interface DescribedError {
  readonly object: ErrorObject;
  readonly exitCode: ExitCode;
}

const described = (
  exitCode: ExitCode,
  { reason, message, metadata = {}, violations = [] }: Partial<ErrorObject> & Pick<ErrorObject, 'reason' | 'message'>,
): DescribedError => ({ exitCode, object: { reason, message, metadata, violations } });

/** The one way from whatever was thrown to what `program` prints and to the exit code. */
export const describeError = (error: unknown, program: string): DescribedError => {
  if (error instanceof RemoteError) {
    const { reason, code, message, metadata, violations } = error;
    return described(exitCodeOf(reason, code), { reason, message, metadata, violations });
  }
  if (error instanceof ProgramError) {
    const { reason, exitCode, message, metadata } = error;
    return described(exitCode, { reason, message, metadata });
  }
  if (error instanceof ConfigError) {
    const metadata = { variable: error.variable };
    return described(EXIT_CODES.wrongUsage, { reason: 'INVALID_SETTING', message: error.message, metadata });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return described(EXIT_CODES.failed, { reason: 'DEFECT', message: `This is a defect of ${program}: ${message}` });
};

/**
 * The error as one line, safe to print: the message, then each bad field that the message does not mention, with
 * commands in place of rpcs.
 */
export const errorLine = ({ message, violations }: ErrorObject): string => {
  const more = violations.map(({ description }) => description).filter((text) => !message.includes(text));
  return plainLine(asCommands([message, ...more].join(' ')));
};
