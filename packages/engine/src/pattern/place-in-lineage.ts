import {
  type Caller,
  type CheckedPattern,
  canChange,
  canRead,
  compareVersionNumbers,
  DomainError,
  invalidFields,
  type NewPattern,
  type Pattern,
  patternNotFound,
} from '@tmws/domain';
import type { PatternRepository } from '../ports/store.ts';

/** Where a new pattern belongs: its lineage and parent, and what it takes from them. */
export interface Place {
  readonly lineageId: string;
  readonly parentPatternId: string | undefined;
  /** The owner. */
  readonly agentId: string;
  readonly accessLevel: Pattern['accessLevel'];
  readonly sharedWithAgents: readonly string[];
}

/** A new pattern before it has a place. */
export interface Newcomer {
  readonly id: string;
  readonly namespace: string;
  /** The owner, where it belongs to no lineage yet. */
  readonly owner: string;
  readonly given: NewPattern;
  readonly checked: CheckedPattern;
}

const nameTaken = (existing: Pattern): DomainError =>
  new DomainError(
    'PATTERN_EXISTS',
    `Pattern "${existing.patternName}" exists in namespace ${existing.namespace} as ${existing.id}, version ${existing.version}. Make a new version with CreateVersion, change it with UpdatePattern, or choose another name.`,
    {
      metadata: {
        pattern_id: existing.id,
        pattern_name: existing.patternName,
        namespace: existing.namespace,
        version: existing.version,
      },
    },
  );

const versionTaken = (existing: Pattern): DomainError =>
  new DomainError(
    'VERSION_EXISTS',
    `Version ${existing.version} of pattern "${existing.patternName}" exists as ${existing.id}. Choose a greater version.`,
    { metadata: { pattern_id: existing.id, pattern_name: existing.patternName, version: existing.version } },
  );

const notGreater = (version: string, parent: Pattern): DomainError =>
  new DomainError(
    'VERSION_NOT_GREATER',
    `Version ${version} is not greater than its parent's version ${parent.version}. Choose a greater one.`,
    { metadata: { version, parent_version: parent.version, parent_pattern_id: parent.id } },
  );

const lineageViolations = (newcomer: Newcomer, parent: Pattern): void => {
  const { given, checked, namespace } = newcomer;
  const differing = [
    { field: 'pattern_name', given: checked.patternName, expected: parent.patternName },
    {
      field: 'namespace',
      given: given.namespace === undefined ? parent.namespace : namespace,
      expected: parent.namespace,
    },
    { field: 'access_level', given: given.accessLevel ?? parent.accessLevel, expected: parent.accessLevel },
    {
      field: 'shared_with_agents',
      given: given.sharedWithAgents === undefined ? parent.sharedWithAgents.join() : checked.sharedWithAgents.join(),
      expected: parent.sharedWithAgents.join(),
    },
  ].filter((entry) => entry.given !== entry.expected);
  if (differing.length === 0) return;
  throw invalidFields(
    differing.map((entry) => ({
      field: entry.field,
      description: `${entry.field} is "${entry.given}", but all versions of a pattern share it and it is "${entry.expected}". Leave it out.`,
    })),
  );
};

const under = (newcomer: Newcomer, parent: Pattern, lineage: readonly Pattern[]): Place => {
  lineageViolations(newcomer, parent);
  const { version } = newcomer.checked;
  const same = lineage.find((pattern) => pattern.deletedAt === undefined && pattern.version === version);
  if (same !== undefined) throw versionTaken(same);
  if (compareVersionNumbers(version, parent.version) <= 0) throw notGreater(version, parent);
  return {
    lineageId: parent.lineageId,
    parentPatternId: parent.id,
    agentId: parent.agentId,
    accessLevel: parent.accessLevel,
    sharedWithAgents: parent.sharedWithAgents,
  };
};

/**
 * Finds the place of a new pattern: a lineage of its own, or under the parent that it names, or, for a new version of a
 * name that exists, under the highest lower version.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, PATTERN_EXISTS, VERSION_EXISTS, VERSION_NOT_GREATER, INVALID_FIELD
 */
export const placeInLineage = async (
  store: { readonly patterns: Pick<PatternRepository, 'find' | 'findByName' | 'findLineage'> },
  caller: Caller,
  newcomer: Newcomer,
): Promise<Place> => {
  const { given, checked, namespace, id, owner } = newcomer;
  if (given.parentPatternId !== undefined && given.parentPatternId !== '') {
    const parent = await store.patterns.find(given.parentPatternId);
    if (parent === undefined || !canRead(caller, parent)) throw patternNotFound(given.parentPatternId);
    if (!canChange(caller, parent)) {
      throw new DomainError(
        'NOT_OWNER',
        `Pattern ${parent.id} belongs to ${parent.agentId}; only its owner makes versions of it. Create a pattern of your own.`,
        { metadata: { pattern_id: parent.id, owner: parent.agentId } },
      );
    }
    return under(newcomer, parent, await store.patterns.findLineage(parent.lineageId));
  }
  const named = await store.patterns.findByName({
    namespace,
    agentId: owner,
    patternName: checked.patternName,
  });
  const ordered = named.toSorted((a, b) => compareVersionNumbers(b.version, a.version));
  const newest = ordered[0];
  if (newest === undefined) {
    return {
      lineageId: id,
      parentPatternId: undefined,
      agentId: owner,
      accessLevel: checked.accessLevel,
      sharedWithAgents: checked.sharedWithAgents,
    };
  }
  if (given.version === undefined || given.version === '') throw nameTaken(newest);
  const lower = ordered.find((pattern) => compareVersionNumbers(pattern.version, checked.version) < 0);
  const same = named.find((pattern) => pattern.version === checked.version);
  if (same !== undefined) throw versionTaken(same);
  if (lower === undefined) throw notGreater(checked.version, newest);
  return under(newcomer, lower, named);
};
