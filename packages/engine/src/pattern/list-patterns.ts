import { all, type Caller, invalidFields, isIn, type JsonObject, type Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import type { ListCursor } from '../ports/store.ts';
import { filterViolations } from '../search/filter-violations.ts';
import { deletedOf, listable, type PatternFilter } from '../search/visible.ts';

/** What a listing asks for. */
export interface ListPatternsInput extends PatternFilter {
  /** Exact name; undefined or empty: every name. */
  readonly patternName?: string | undefined;
  /** Exact version; undefined or empty: every version. */
  readonly version?: string | undefined;
  /** Whether the caller's deleted patterns are listed instead of the living ones. */
  readonly deleted?: boolean | undefined;
  /** The specification's actor field; the caller itself, or absent. */
  readonly requestingAgentId?: string | undefined;
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of patterns. */
export interface ListPatternsResult {
  readonly patterns: readonly Pattern[];
  readonly nextPageToken: string;
}

const cursorOf = (position: JsonObject | undefined): ListCursor | undefined =>
  typeof position?.createdAt === 'number' && typeof position.id === 'string'
    ? { createdAt: new Date(position.createdAt), id: position.id }
    : undefined;

/**
 * The readable patterns that pass the filter, oldest first. A pattern created meanwhile comes on a later page; none
 * comes twice.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID, ACTING_FOR_OTHER_DENIED
 */
export const listPatterns = async (
  engine: Engine,
  caller: Caller,
  input: ListPatternsInput,
): Promise<ListPatternsResult> => {
  requireSelf(caller, 'requesting_agent_id', input.requestingAgentId);
  const violations = filterViolations(input);
  if (violations.length > 0) throw invalidFields(violations);
  const size = pageSizeOf(input.pageSize);
  const binding = {
    agentId: caller.agentId,
    parameters: JSON.parse(JSON.stringify({ ...input, pageToken: undefined })) satisfies JsonObject,
  };
  const after = cursorOf(readPageToken(binding, input.pageToken));
  const named =
    input.patternName === undefined || input.patternName === ''
      ? []
      : [isIn('patternName', [input.patternName.normalize('NFC')])];
  const shown = input.deleted === true ? deletedOf(caller, input) : listable(caller, input);
  const where = all(shown, ...named);
  const version = input.version === '' ? undefined : input.version;
  const found = await engine.unitOfWork.read((store) =>
    store.patterns.list({ where, version, order: 'created', after, limit: size + 1 }),
  );
  const patterns = found.slice(0, size);
  const last = patterns.at(-1);
  const more = found.length > size && last !== undefined;
  return {
    patterns,
    nextPageToken: more ? writePageToken(binding, { createdAt: last.createdAt.getTime(), id: last.id }) : '',
  };
};
