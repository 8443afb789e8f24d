import { shorten } from './shorten.ts';

/** Errors travel in the trailers of a call, which clients accept up to 8 KiB: a value that a caller sent must not fill them. */
const LONGEST_MESSAGE = 2_000;
const LONGEST_VALUE = 300;
const LONGEST_SENTENCE = 220;
const MOST_VIOLATIONS = 8;

/**
 * Every reason for which the service refuses a call. The contract's `ErrorReason` has the same names; the core maps
 * each to a gRPC status in one table.
 */
export const ERROR_REASONS = [
  'INVALID_FIELD',
  'UNDECODABLE_MESSAGE',
  'PATTERN_NOT_FOUND',
  'PATTERN_EXISTS',
  'VERSION_EXISTS',
  'VERSION_NOT_GREATER',
  'NOT_OWNER',
  'NOT_ADMIN',
  'NOT_A_MEMBER',
  'NAMESPACE_NOT_FOUND',
  'AGENT_NOT_FOUND',
  'ACTING_FOR_OTHER_DENIED',
  'CREDENTIALS_MISSING',
  'REQUEST_ID_REUSED',
  'PAGE_TOKEN_INVALID',
  'APPLICATION_NOT_FOUND',
  'SKILL_FILE_NOT_FOUND',
  'SKILL_LIMIT',
  'NOT_IMPLEMENTED',
  'STORAGE_FULL',
  'STORAGE_NOT_WRITABLE',
  'SCHEMA_NEWER',
  'EMBEDDER_UNAVAILABLE',
  'INDEX_REBUILDING',
  'CORE_DRAINING',
  'CANCELLED',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'REVISION_CONFLICT',
  'SECRET_FOUND',
  'FINDINGS_NOT_ACCEPTED',
  'PATTERN_NOT_FLAGGED',
  'USAGE_NOT_FOUND',
  'OUTCOME_ALREADY_SET',
  'PROPOSAL_NOT_FOUND',
  'PROPOSAL_CLOSED',
  'REVISION_NOT_FOUND',
  'REVISION_REDACTED',
  'NAMESPACE_NOT_EMPTY',
  'NAMESPACE_EXISTS',
  'AGENT_EXISTS',
  'AGENT_HAS_PATTERNS',
  'MEMBERSHIP_EXISTS',
  'MEMBERSHIP_NOT_FOUND',
  'LAST_ADMIN',
  'API_KEY_NOT_FOUND',
  'KEY_INVALID',
  'SCOPE_MISSING',
  'RESUME_TOKEN_INVALID',
] as const;

/** One of {@link ERROR_REASONS}. */
export type ErrorReason = (typeof ERROR_REASONS)[number];

/** One field of a request that breaks a rule. */
export interface FieldViolation {
  /** Path of the field in the request, in the contract's spelling, e.g. `pattern_data.steps[2]`. */
  readonly field: string;
  /** One sentence: what is wrong and what is allowed. */
  readonly description: string;
}

/** What a {@link DomainError} carries besides its sentence. */
export interface DomainErrorOptions {
  /** Every id, name, limit and value that the message mentions, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The bad fields, for `INVALID_FIELD`. */
  readonly violations?: readonly FieldViolation[];
  readonly cause?: unknown;
}

/**
 * A refusal that the caller can understand: a reason, one sentence with what to do, and the values in it as data. Very
 * long texts and values are shortened.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly reason: ErrorReason;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];

  constructor(reason: ErrorReason, message: string, options: DomainErrorOptions = {}) {
    super(shorten(message, LONGEST_MESSAGE), options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.metadata = Object.fromEntries(
      Object.entries(options.metadata ?? {}).map(([name, value]) => [name, shorten(value, LONGEST_VALUE)]),
    );
    this.violations = options.violations ?? [];
  }
}

/**
 * The error of a pattern that does not exist or that the caller may not read: one code path for both, so that nothing
 * tells them apart.
 */
export const patternNotFound = (patternId: string): DomainError =>
  new DomainError(
    'PATTERN_NOT_FOUND',
    `Pattern ${patternId} was not found or is not accessible. Check the id, or search for it by what it does.`,
    { metadata: { pattern_id: patternId } },
  );

/** The error of a request with bad fields: the first eight of them named at once, and how many more there are. */
export const invalidFields = (violations: readonly FieldViolation[]): DomainError => {
  const shown = violations.slice(0, MOST_VIOLATIONS).map(
    ({ field, description }): FieldViolation => ({
      field: shorten(field, LONGEST_VALUE),
      description: shorten(description, LONGEST_SENTENCE),
    }),
  );
  const sentences = shown.map((violation) => violation.description);
  if (violations.length > shown.length) sentences.push(`${violations.length - shown.length} more fields are bad.`);
  return new DomainError('INVALID_FIELD', sentences.join(' '), {
    violations: shown,
    metadata: Object.fromEntries(shown.map((violation) => [violation.field, violation.description])),
  });
};
