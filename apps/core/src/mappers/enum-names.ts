import {
  AccessLevel,
  CredentialKind,
  EmbedderState,
  FindingSeverity,
  IndexState,
  PatternStatus,
  Role,
  Scope,
  SearchMode,
  SkillImportAction,
} from '@tmws/contract';
import {
  type AccessLevel as AccessLevelName,
  type CredentialKind as CredentialKindName,
  type FieldViolation,
  invalidFields,
  type PatternStatus as PatternStatusName,
  type Role as RoleName,
  type Scope as ScopeName,
  type SkillFinding,
} from '@tmws/domain';
import type {
  EmbedderState as EmbedderStateValue,
  ImportAction,
  IndexState as IndexStateValue,
  SearchMode as SearchModeName,
} from '@tmws/engine';

/** The contract's number of each access level. */
export const ACCESS_LEVEL_NUMBERS = {
  PRIVATE: AccessLevel.PRIVATE,
  TEAM: AccessLevel.TEAM,
  SHARED: AccessLevel.SHARED,
  PUBLIC: AccessLevel.PUBLIC,
  SYSTEM: AccessLevel.SYSTEM,
} as const satisfies Record<AccessLevelName, AccessLevel>;

/** The contract's number of each status of a pattern. */
export const PATTERN_STATUS_NUMBERS = {
  DRAFT: PatternStatus.DRAFT,
  ACTIVE: PatternStatus.ACTIVE,
  DEPRECATED: PatternStatus.DEPRECATED,
  RETIRED: PatternStatus.RETIRED,
} as const satisfies Record<PatternStatusName, PatternStatus>;

/** The contract's number of each way to search. */
export const SEARCH_MODE_NUMBERS = {
  HYBRID: SearchMode.HYBRID,
  SEMANTIC: SearchMode.SEMANTIC,
  LEXICAL: SearchMode.LEXICAL,
} as const satisfies Record<SearchModeName, SearchMode>;

/** The contract's number of each outcome of an import. */
export const IMPORT_ACTION_NUMBERS = {
  CREATED: SkillImportAction.CREATED,
  VERSION_CREATED: SkillImportAction.VERSION_CREATED,
  SKIPPED: SkillImportAction.SKIPPED,
  RENAMED: SkillImportAction.RENAMED,
  QUARANTINED: SkillImportAction.QUARANTINED,
  REFUSED: SkillImportAction.REFUSED,
  REMOVED: SkillImportAction.REMOVED,
  PRUNED: SkillImportAction.PRUNED,
} as const satisfies Record<ImportAction, SkillImportAction>;

/** The contract's number of each severity. */
export const SEVERITY_NUMBERS = {
  info: FindingSeverity.INFO,
  warning: FindingSeverity.WARNING,
  error: FindingSeverity.ERROR,
} as const satisfies Record<SkillFinding['severity'], FindingSeverity>;

/** The contract's number of each role. */
export const ROLE_NUMBERS = { member: Role.MEMBER, admin: Role.ADMIN } as const satisfies Record<RoleName, Role>;

/** The contract's number of each scope. */
export const SCOPE_NUMBERS = {
  read: Scope.READ,
  write: Scope.WRITE,
  admin: Scope.ADMIN,
} as const satisfies Record<ScopeName, Scope>;

/** The contract's number of each kind of credential. */
export const CREDENTIAL_NUMBERS = {
  socket: CredentialKind.SOCKET,
  'api-key': CredentialKind.API_KEY,
} as const satisfies Record<CredentialKindName, CredentialKind>;

/** The contract's number of each state of the embedder. */
export const EMBEDDER_STATE_NUMBERS = {
  loading: EmbedderState.LOADING,
  ready: EmbedderState.READY,
  unavailable: EmbedderState.UNAVAILABLE,
} as const satisfies Record<EmbedderStateValue['kind'], EmbedderState>;

/** The contract's number of each state of the index. */
export const INDEX_STATE_NUMBERS = {
  ready: IndexState.READY,
  rebuilding: IndexState.REBUILDING,
  damaged: IndexState.UNAVAILABLE,
} as const satisfies Record<IndexStateValue['kind'], IndexState>;

const UNSPECIFIED = 0;

const isNameOf = <Name extends string>(numbers: Readonly<Record<Name, number>>, name: string): name is Name =>
  name in numbers;

const unknownValue = (field: string, value: number, names: readonly string[]): FieldViolation => ({
  field,
  description: `${field} has the value ${value}, which is none of ${names.join(', ')}.`,
});

/**
 * The name of an enum's number in a request; undefined for UNSPECIFIED.
 *
 * @throws DomainError INVALID_FIELD for a number that the contract does not know
 */
export const readEnum = <Name extends string>(
  field: string,
  value: number,
  numbers: Readonly<Record<Name, number>>,
): Name | undefined => {
  if (value === UNSPECIFIED) return undefined;
  const names = Object.keys(numbers);
  const name = names.find((candidate) => isNameOf(numbers, candidate) && numbers[candidate] === value);
  if (name !== undefined && isNameOf(numbers, name)) return name;
  throw invalidFields([unknownValue(field, value, names)]);
};

/** Like {@link readEnum}, for a list: UNSPECIFIED is refused there too. */
export const readEnums = <Name extends string>(
  field: string,
  values: readonly number[],
  numbers: Readonly<Record<Name, number>>,
): readonly Name[] =>
  values.map((value, index) => {
    const name = readEnum(`${field}[${index}]`, value, numbers);
    if (name === undefined) throw invalidFields([unknownValue(`${field}[${index}]`, value, Object.keys(numbers))]);
    return name;
  });
