import type { Table, VectorQuery } from '@lancedb/lancedb';
import { dotProduct } from '@tmws/domain';
import type { IndexCandidate, VectorSpace } from '@tmws/engine';
import { compareText } from './compare-text.ts';
import { EVERY_ROW } from './condition-filter.ts';
import type { LateFilter } from './late-filter.ts';
import { candidateColumns, fromSearchResult } from './row-mapper.ts';
import { COLUMNS } from './table-schema.ts';

/** A search by meaning over one table. */
export interface VectorSearch {
  readonly vector: Float32Array;
  readonly space: VectorSpace;
  /** Of `toFilter`. */
  readonly filter: string;
  /** At least 1. */
  readonly limit: number;
  /** Up to this many rows that pass the filter, every one is compared. */
  readonly exactBelow: number;
  /** The indexes that the table has. */
  readonly indexes: ReadonlySet<string>;
  /** When the filter is applied where every row is compared. */
  readonly lateFilter: LateFilter;
}

/** Which column a space is held in and how it is compared. Neutral vectors are not of length 1: only the product counts. */
export const VECTOR_SPACES = {
  plain: { column: COLUMNS.vector, distanceType: 'cosine', indexName: `${COLUMNS.vector}_idx` },
  neutral: { column: COLUMNS.neutralVector, distanceType: 'dot', indexName: `${COLUMNS.neutralVector}_idx` },
} as const satisfies Record<VectorSpace, object>;

/** Candidates that the graph keeps while searching: 100 gives a recall of .995 at 50 results (measured). */
const LEAST_CANDIDATES = 100;
const CANDIDATES_A_RESULT = 2;

/** Results compared once more by their full vectors, for each one returned. */
const REFINE_FACTOR = 2;

/** Partitions searched at least; more are taken while results are missing. */
const LEAST_PROBES = 20;

/** Up to so many rows are read and compared here: LanceDB would read the vectors of all rows, passing or not. */
const MOST_COMPARED_HERE = 1_000;

/** No upper bound. */
const EVERY_PARTITION = 0;

/**
 * The rows nearest to a vector among those that pass the filter, nearest first, ties by id. Exact where there is no
 * approximate index, where few rows pass, and where the approximate index finds fewer than there are.
 */
export async function searchVectors(table: Table, search: VectorSearch): Promise<IndexCandidate[]> {
  const { indexName } = VECTOR_SPACES[search.space];
  if (!search.indexes.has(indexName)) return comparingAll(table, search);
  const passing = await table.countRows(search.filter === EVERY_ROW ? undefined : search.filter);
  if (passing <= Math.min(search.exactBelow, MOST_COMPARED_HERE)) return comparingFew(table, search);
  if (passing <= search.exactBelow) return candidatesOf(exact(table, search));
  const found = await candidatesOf(approximate(table, search));
  return found.length < Math.min(search.limit, passing) ? candidatesOf(exact(table, search)) : found;
}

/** Reads the rows that pass, few of a large table, and compares them one by one. */
async function comparingFew(table: Table, search: VectorSearch): Promise<IndexCandidate[]> {
  const { column, distanceType } = VECTOR_SPACES[search.space];
  const rows = await table
    .query()
    .where(search.filter)
    .select([...candidateColumns(search.space)])
    .toArrow();
  return fromSearchResult(rows, column)
    .flatMap(({ candidate }) => {
      const vector = search.space === 'plain' ? candidate.vector : candidate.neutralVector;
      if (vector === undefined) return [];
      const scale = distanceType === 'cosine' ? Math.sqrt(dotProduct(vector, vector)) : 1;
      return [{ candidate, nearness: dotProduct(vector, search.vector) / scale }];
    })
    .sort((left, right) => right.nearness - left.nearness || compareText(left.candidate.id, right.candidate.id))
    .slice(0, search.limit)
    .map(({ candidate }) => candidate);
}

/** Without an approximate index every row is compared, so that filtering costs more than comparing. */
function comparingAll(table: Table, search: VectorSearch): Promise<IndexCandidate[]> {
  return search.lateFilter.search({
    filter: search.filter,
    limit: search.limit,
    filterFirst: () => candidatesOf(exact(table, search)),
    filterAfterwards: (best) => candidatesOf(exact(table, { ...search, limit: best }).postfilter()),
  });
}

function exact(table: Table, search: VectorSearch): VectorQuery {
  return nearest(table, search).bypassVectorIndex();
}

function approximate(table: Table, search: VectorSearch): VectorQuery {
  return nearest(table, search)
    .ef(Math.max(LEAST_CANDIDATES, CANDIDATES_A_RESULT * search.limit))
    .refineFactor(REFINE_FACTOR)
    .minimumNprobes(LEAST_PROBES)
    .maximumNprobes(EVERY_PARTITION);
}

function nearest(table: Table, { vector, space, filter, limit }: VectorSearch): VectorQuery {
  const { column, distanceType } = VECTOR_SPACES[space];
  const query = table
    .query()
    .nearestTo(vector)
    .column(column)
    .distanceType(distanceType)
    .select([...candidateColumns(space), '_distance'])
    .limit(limit);
  return filter === EVERY_ROW ? query : query.where(filter);
}

async function candidatesOf(query: VectorQuery): Promise<IndexCandidate[]> {
  return fromSearchResult(await query.toArrow(), '_distance')
    .sort((left, right) => left.rank - right.rank || compareText(left.candidate.id, right.candidate.id))
    .map(({ candidate }) => candidate);
}
