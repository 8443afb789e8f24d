import { RemoteError, type RemoteReason, type StatusName } from '@tmws/client';
import { ConfigError } from '@tmws/config';
import { SourceError } from '../sources/source-error.ts';
import { UsageError } from '../usage-error.ts';

/** An error as `--json` prints it. */
export interface ErrorObject {
  readonly reason: string;
  /** For people: what, which, what to do. */
  readonly message: string;
  /** The values that the message mentions, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The bad fields, where there are any. */
  readonly violations: readonly { readonly field: string; readonly description: string }[];
}

/** An error with what the program ends with. */
export interface DescribedError {
  readonly object: ErrorObject;
  readonly exitCode: number;
}

/** The exit codes of the `tmws` programs, by reason and by the status of the call; others are 1. */
const CODE_OF_REASON: Readonly<Partial<Record<RemoteReason, number>>> = {
  CORE_UNREACHABLE: 69,
  CORE_START_FAILED: 69,
  NODE_TOO_OLD: 69,
};
const CODE_OF_STATUS: Readonly<Partial<Record<StatusName, number>>> = {
  NOT_FOUND: 3,
  ALREADY_EXISTS: 4,
  ABORTED: 4,
  FAILED_PRECONDITION: 4,
  PERMISSION_DENIED: 5,
  UNAUTHENTICATED: 5,
  INVALID_ARGUMENT: 6,
  OUT_OF_RANGE: 6,
  RESOURCE_EXHAUSTED: 75,
  UNAVAILABLE: 75,
};
const WRONG_USAGE = 2;
const SOURCE_MISSING = 3;

const described = (
  exitCode: number,
  { reason, message, metadata = {}, violations = [] }: Partial<ErrorObject> & Pick<ErrorObject, 'reason' | 'message'>,
): DescribedError => ({ exitCode, object: { reason, message, metadata, violations } });

/** The one way from whatever was thrown to what is printed and to the exit code. */
export const describeError = (error: unknown): DescribedError => {
  if (error instanceof RemoteError) {
    const { reason, code, message, metadata, violations } = error;
    const exitCode = CODE_OF_REASON[reason] ?? CODE_OF_STATUS[code] ?? 1;
    return described(exitCode, { reason, message, metadata, violations });
  }
  if (error instanceof SourceError) {
    return described(SOURCE_MISSING, { reason: 'SOURCE_NOT_FOUND', message: error.message, metadata: error.metadata });
  }
  if (error instanceof UsageError) return described(WRONG_USAGE, { reason: 'WRONG_USAGE', message: error.message });
  if (error instanceof ConfigError) {
    const metadata = { variable: error.variable };
    return described(WRONG_USAGE, { reason: 'INVALID_SETTING', message: error.message, metadata });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return described(1, { reason: 'DEFECT', message: `This is a defect of tmws-migrate: ${message}` });
};
