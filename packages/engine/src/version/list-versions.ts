import {
  type Caller,
  canRead,
  compareVersionNumbers,
  type Pattern,
  patternNotFound,
  probabilityBetterThanParent,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';

/** Which versions are asked for. */
export interface ListVersionsInput {
  /** Id of any version of the lineage. */
  readonly patternId: string;
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A version in the tree of its lineage. */
export interface VersionNode {
  readonly pattern: Pattern;
  /** Whether it has a parent that is gone: the version keeps its place. */
  readonly isParentDeleted: boolean;
  /** 0–1; undefined without a readable parent, or while one of the two has no outcome. */
  readonly probabilityBetterThanParent: number | undefined;
}

/** A page of versions, lowest first. */
export interface ListVersionsResult {
  readonly versions: readonly VersionNode[];
  readonly nextPageToken: string;
}

const byVersion = (a: Pick<Pattern, 'version' | 'id'>, b: Pick<Pattern, 'version' | 'id'>): number =>
  compareVersionNumbers(a.version, b.version) || (a.id < b.id ? -1 : Number(a.id > b.id));

/**
 * The readable versions of a lineage by SemVer, lowest first; `parentPatternId` gives each its place in the tree.
 *
 * @throws DomainError PATTERN_NOT_FOUND, PAGE_TOKEN_INVALID, INVALID_FIELD
 */
export const listVersions = async (
  engine: Pick<Engine, 'unitOfWork'>,
  caller: Caller,
  input: ListVersionsInput,
): Promise<ListVersionsResult> => {
  const size = pageSizeOf(input.pageSize);
  const binding = {
    agentId: caller.agentId,
    parameters: { call: 'ListVersions', patternId: input.patternId, pageSize: size },
  };
  const position = readPageToken(binding, input.pageToken);
  const after =
    typeof position?.version === 'string' && typeof position.id === 'string'
      ? { version: position.version, id: position.id }
      : undefined;
  const readable = await engine.unitOfWork.read(async (store) => {
    const named = await store.patterns.find(input.patternId);
    if (named === undefined || !canRead(caller, named)) throw patternNotFound(input.patternId);
    const lineage = await store.patterns.findLineage(named.lineageId);
    const versions = lineage.filter((pattern) => canRead(caller, pattern)).toSorted(byVersion);
    return withKnownParents(store, { caller }, versions);
  });
  const byId = new Map(readable.map((pattern) => [pattern.id, pattern]));
  const rest = after === undefined ? readable : readable.filter((pattern) => byVersion(pattern, after) > 0);
  const versions = rest.slice(0, size).map((pattern): VersionNode => {
    const parent = byId.get(pattern.parentPatternId ?? '');
    return {
      pattern,
      isParentDeleted: pattern.parentPatternId !== undefined && parent === undefined,
      probabilityBetterThanParent:
        parent === undefined ? undefined : probabilityBetterThanParent(pattern.usage, parent.usage),
    };
  });
  const last = versions.at(-1)?.pattern;
  const isMore = rest.length > versions.length && last !== undefined;
  return {
    versions,
    nextPageToken: isMore ? writePageToken(binding, { version: last.version, id: last.id }) : '',
  };
};
