import type { RemoteReason, StatusName } from '@tmws/client';

/** What a program for the terminal ends with. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  notFound: 3,
  conflict: 4,
  notAllowed: 5,
  invalidInput: 6,
  coreUnreachable: 69,
  tryAgain: 75,
} as const;

/** One of {@link EXIT_CODES}. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** Reasons that say more than the status of the call. */
const CODE_OF_REASON: Readonly<Partial<Record<RemoteReason, ExitCode>>> = {
  CORE_UNREACHABLE: EXIT_CODES.coreUnreachable,
  CORE_START_FAILED: EXIT_CODES.coreUnreachable,
  NODE_TOO_OLD: EXIT_CODES.coreUnreachable,
};

const CODE_OF_STATUS: Readonly<Partial<Record<StatusName, ExitCode>>> = {
  NOT_FOUND: EXIT_CODES.notFound,
  ALREADY_EXISTS: EXIT_CODES.conflict,
  ABORTED: EXIT_CODES.conflict,
  FAILED_PRECONDITION: EXIT_CODES.conflict,
  PERMISSION_DENIED: EXIT_CODES.notAllowed,
  UNAUTHENTICATED: EXIT_CODES.notAllowed,
  INVALID_ARGUMENT: EXIT_CODES.invalidInput,
  OUT_OF_RANGE: EXIT_CODES.invalidInput,
  RESOURCE_EXHAUSTED: EXIT_CODES.tryAgain,
  UNAVAILABLE: EXIT_CODES.tryAgain,
};

/** The exit code for a refused call: by its reason where that says more, else by its status. */
export const exitCodeOf = (reason: RemoteReason, code: StatusName): ExitCode =>
  CODE_OF_REASON[reason] ?? CODE_OF_STATUS[code] ?? EXIT_CODES.failed;
