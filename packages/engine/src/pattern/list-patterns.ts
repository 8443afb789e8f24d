import {
  administrableBy,
  all,
  any,
  type Caller,
  type Condition,
  invalidFields,
  isIn,
  type JsonObject,
  type Pattern,
} from '@tmws/domain';
import { auditListing } from '../audit/audit-listing.ts';
import type { Engine } from '../engine.ts';
import { type ReadingAs, readAs } from '../identity/read-as.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import type { ListCursor } from '../ports/store.ts';
import { filterViolations } from '../search/filter-violations.ts';
import { deletedOf, listable, type PatternFilter, passing } from '../search/visible.ts';
import { withKnownParents } from './with-known-parents.ts';

/** What a listing asks for. */
export interface ListPatternsInput extends PatternFilter, ReadingAs {
  /** Exact name; undefined or empty: every name. */
  readonly patternName?: string | undefined;
  /** Exact version; undefined or empty: every version. */
  readonly version?: string | undefined;
  /** Whether the caller's deleted patterns are listed instead of the living ones. */
  readonly deleted?: boolean | undefined;
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

/** What is listed for whoever reads: its own deleted patterns, or what it may read, with what it administers where it says so. */
const shownTo = (reader: Caller, input: ListPatternsInput): Condition => {
  if (input.deleted === true) return deletedOf(reader, input);
  const readable = listable(reader, input);
  return input.asAdmin === true ? any(readable, all(administrableBy(reader), passing(input))) : readable;
};

/**
 * The readable patterns that pass the filter, oldest first; with `asAdmin` also the others of the namespaces that the
 * caller administers. A pattern created meanwhile comes on a later page; none
 * comes twice.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID, ACTING_FOR_OTHER_DENIED
 */
export const listPatterns = async (
  engine: Engine,
  caller: Caller,
  input: ListPatternsInput,
): Promise<ListPatternsResult> => {
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
  const version = input.version === '' ? undefined : input.version;
  const found = await readAs(engine, { caller, reading: input }, async (store, reader) => {
    const asking = { engine, caller: reader };
    await auditListing(store, asking, { namespace: input.namespace, asAdmin: input.asAdmin === true });
    const where = all(shownTo(reader, input), ...named);
    const listed = await store.patterns.list({ where, version, order: 'created', after, limit: size + 1 });
    return withKnownParents(store, { caller: reader, asAdmin: input.asAdmin }, listed);
  });
  const patterns = found.slice(0, size);
  const last = patterns.at(-1);
  const more = found.length > size && last !== undefined;
  return {
    patterns,
    nextPageToken: more ? writePageToken(binding, { createdAt: last.createdAt.getTime(), id: last.id }) : '',
  };
};
