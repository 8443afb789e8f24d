import type { ErrorReason } from '@tmws/contract';

/** Reasons that the client itself finds; no core sends them. */
export type ClientReason =
  /** Nobody answers at the address, or no core runs and none may be started. */
  | 'CORE_UNREACHABLE'
  /** A core was started and ended without serving; the message is the last line of its log. */
  | 'CORE_START_FAILED'
  /** No Node that can run the core was found. */
  | 'NODE_TOO_OLD'
  /** The answer names no reason, or one that this version does not know: go by the code. */
  | 'UNKNOWN';

/** Why a call failed: a reason of the contract, or one of the client's own. */
export type RemoteReason = Exclude<keyof typeof ErrorReason, 'UNSPECIFIED'> | ClientReason;

/** Names of gRPC's status codes by number. */
export const STATUS_NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/** Name of a gRPC status code. */
export type StatusName = (typeof STATUS_NAMES)[number];

/** One bad field of a request. */
export interface RemoteViolation {
  /** Path of the field, e.g. `pattern_data.steps[2]`. */
  readonly field: string;
  /** One sentence: what is wrong and what is allowed. */
  readonly description: string;
}

/** What a {@link RemoteError} is made of, besides its message. */
export interface RemoteErrorOptions {
  readonly reason: RemoteReason;
  readonly code: StatusName;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: readonly RemoteViolation[];
  readonly retryDelay?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The one error of every call and of finding, starting and stopping a core. Its message is a sentence for people;
 * programs go by the reason, then by the code.
 */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly reason: RemoteReason;
  readonly code: StatusName;
  /** The values that the message mentions, by name, e.g. `pattern_id`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The bad fields, for `INVALID_FIELD`. */
  readonly violations: readonly RemoteViolation[];
  /** Milliseconds after which the call may be tried again, where the core says so. */
  readonly retryDelay: number | undefined;

  constructor(message: string, options: RemoteErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = options.reason;
    this.code = options.code;
    this.metadata = options.metadata ?? {};
    this.violations = options.violations ?? [];
    this.retryDelay = options.retryDelay;
  }
}
