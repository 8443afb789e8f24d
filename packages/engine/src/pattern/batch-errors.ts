import {
  DomainError,
  ERROR_REASONS,
  type ErrorReason,
  type FieldViolation,
  invalidFields,
  type JsonObject,
} from '@tmws/domain';

/** What can be wrong with one item of a batch, and the field that it is about. */
const FIELD_OF_REASON: Partial<Readonly<Record<ErrorReason, string>>> = {
  INVALID_FIELD: '',
  PATTERN_EXISTS: 'pattern_name',
  VERSION_EXISTS: 'version',
  VERSION_NOT_GREATER: 'version',
  NOT_A_MEMBER: 'namespace',
  NOT_ADMIN: 'access_level',
  ACTING_FOR_OTHER_DENIED: 'agent_id',
  NOT_OWNER: 'parent_pattern_id',
  PATTERN_NOT_FOUND: 'parent_pattern_id',
  SECRET_FOUND: 'pattern_data',
};

/** The error where it is about one item; all others are about the call. */
export const itemError = (error: unknown): DomainError => {
  if (error instanceof DomainError && FIELD_OF_REASON[error.reason] !== undefined) return error;
  throw error;
};

const placed = (index: number, error: DomainError): readonly FieldViolation[] => {
  const item = `patterns[${index}]`;
  const violations =
    error.violations.length > 0
      ? error.violations
      : [{ field: error.metadata.field ?? FIELD_OF_REASON[error.reason] ?? '', description: error.message }];
  return violations.map(({ field, description }) => ({
    field: `${item}.${field}`,
    description: `${item}: ${description}`,
  }));
};

/** The refusal of a whole batch, which names each bad item by its place and field. */
export const batchRefusal = (errors: ReadonlyMap<number, DomainError>): DomainError => {
  const bad = [...errors].toSorted(([a], [b]) => a - b);
  const violations = bad.flatMap(([index, error]) => placed(index, error));
  const all = invalidFields(violations);
  const [first] = bad;
  if (first === undefined || bad.some(([, error]) => error.reason === 'INVALID_FIELD')) return all;
  const [index, error] = first;
  const others = bad.length === 1 ? '' : ` ${bad.length - 1} more items are bad too.`;
  return new DomainError(error.reason, `patterns[${index}]: ${error.message}${others} Nothing was stored.`, {
    metadata: { ...error.metadata, item: String(index), other_items: String(bad.length - 1) },
    violations: all.violations,
  });
};

/** An item's error as JSON, to remember an answer by. */
export const toErrorSnapshot = ({ reason, message, metadata, violations }: DomainError): JsonObject => ({
  reason,
  message,
  metadata: { ...metadata },
  violations: violations.map((violation) => ({ ...violation })),
});

/** The error that {@link toErrorSnapshot} wrote down. */
export const fromErrorSnapshot = (snapshot: JsonObject): DomainError => {
  const { message, metadata, violations }: Pick<DomainError, 'message' | 'metadata' | 'violations'> = JSON.parse(
    JSON.stringify(snapshot),
  );
  const reason = ERROR_REASONS.find((known) => known === snapshot.reason) ?? 'INVALID_FIELD';
  return new DomainError(reason, message, { metadata, violations });
};
