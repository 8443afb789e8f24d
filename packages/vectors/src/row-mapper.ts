import { DomainError } from '@tmws/domain';
import type { IndexCandidate, IndexRow, IndexSpec, VectorSpace } from '@tmws/engine';
import {
  Binary,
  Bool,
  type Data,
  type DataType,
  Float32,
  Int64,
  makeData,
  RecordBatch,
  type Schema,
  Struct,
  Table,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { COLUMNS, tableSchema, textListType, vectorType } from './table-schema.ts';

const SPACE_COLUMNS = { plain: COLUMNS.vector, neutral: COLUMNS.neutralVector } as const satisfies Record<
  VectorSpace,
  string
>;

/** What a search reads of each row: never the words, and of the vectors, which are large too, only those it compares. */
export const candidateColumns = (space: VectorSpace | undefined): readonly string[] => [
  COLUMNS.id,
  COLUMNS.lineageId,
  COLUMNS.patternName,
  COLUMNS.termFrequencies,
  ...(space === undefined ? [] : [SPACE_COLUMNS[space]]),
];

/** What is read to compare the index with the rows it is made from. */
export const STAMP_COLUMNS: readonly string[] = [COLUMNS.id, COLUMNS.stamp, COLUMNS.model];

/** Id, stamp and model tag of a row. */
export interface RowStamp {
  readonly id: string;
  readonly stamp: string;
  readonly model: string | undefined;
}

/** Rows as an Arrow table of the spec's schema. Throws INTERNAL for a vector of another length than the spec's. */
export function toArrowTable(rows: readonly IndexRow[], spec: IndexSpec): Table {
  const { dimensions } = spec;
  const text = (value: (row: IndexRow) => string): Data => toData(rows.map(value), new Utf8());
  const optionalText = (value: (row: IndexRow) => string | undefined): Data =>
    toData(
      rows.map((row) => value(row) ?? null),
      new Utf8(),
    );
  const columns = {
    [COLUMNS.id]: text((row) => row.id),
    [COLUMNS.lineageId]: text((row) => row.lineageId),
    [COLUMNS.patternName]: text((row) => row.patternName),
    [COLUMNS.agentId]: text((row) => row.agentId),
    [COLUMNS.namespace]: text((row) => row.namespace),
    [COLUMNS.accessLevel]: text((row) => row.accessLevel),
    [COLUMNS.status]: text((row) => row.status),
    [COLUMNS.category]: text((row) => row.category),
    [COLUMNS.subcategory]: optionalText((row) => row.subcategory),
    [COLUMNS.tags]: toData(
      rows.map((row) => row.tags),
      textListType(),
    ),
    [COLUMNS.sharedWith]: toData(
      rows.map((row) => row.sharedWithAgents),
      textListType(),
    ),
    [COLUMNS.isHead]: toData(
      rows.map((row) => row.isHead),
      new Bool(),
    ),
    [COLUMNS.updatedAt]: toData(
      rows.map((row) => BigInt(row.updatedAt.getTime())),
      new Int64(),
    ),
    [COLUMNS.stamp]: text((row) => row.stamp),
    [COLUMNS.model]: optionalText((row) => row.model),
    [COLUMNS.words]: text((row) => row.words),
    [COLUMNS.termFrequencies]: toData(
      rows.map((row) => row.termFrequencies),
      new Binary(),
    ),
    [COLUMNS.vector]: toVectorData(
      rows.map((row) => row.vector),
      dimensions,
    ),
    [COLUMNS.neutralVector]: toVectorData(
      rows.map((row) => row.neutralVector),
      dimensions,
    ),
  } satisfies Record<(typeof COLUMNS)[keyof typeof COLUMNS], Data>;
  const schema = tableSchema(spec);
  return toTable(
    schema,
    rows.length,
    schema.names.map((name) => columns[name as keyof typeof columns]),
  );
}

/** The rows that a search returned, in their order, each with the value of the column it is ranked by. */
export function fromSearchResult(
  result: Table,
  rankColumn: string,
): { readonly candidate: IndexCandidate; readonly rank: number }[] {
  const column = (name: string): Vector | null => result.getChild(name);
  const id = column(COLUMNS.id);
  const lineageId = column(COLUMNS.lineageId);
  const patternName = column(COLUMNS.patternName);
  const termFrequencies = column(COLUMNS.termFrequencies);
  const vector = column(COLUMNS.vector);
  const neutralVector = column(COLUMNS.neutralVector);
  const rank = column(rankColumn);
  return Array.from({ length: result.numRows }, (_, row) => ({
    candidate: {
      id: id?.get(row) as string,
      lineageId: lineageId?.get(row) as string,
      patternName: patternName?.get(row) as string,
      termFrequencies: termFrequencies?.get(row) as Uint8Array,
      vector: toFloats(vector?.get(row)),
      neutralVector: toFloats(neutralVector?.get(row)),
    },
    rank: rank?.get(row) as number,
  }));
}

/** Id, stamp and model tag of each row of a batch. */
export function fromStampBatch(batch: RecordBatch): RowStamp[] {
  const id = batch.getChild(COLUMNS.id);
  const stamp = batch.getChild(COLUMNS.stamp);
  const model = batch.getChild(COLUMNS.model);
  return Array.from({ length: batch.numRows }, (_, row) => ({
    id: id?.get(row) as string,
    stamp: stamp?.get(row) as string,
    model: (model?.get(row) as string | null) ?? undefined,
  }));
}

/** The error of a vector that another model made than the index was built for. */
export function wrongDimensions(vector: Float32Array, dimensions: number): DomainError {
  return new DomainError(
    'INTERNAL',
    `A vector has ${vector.length} dimensions, and the index ${dimensions}. Rebuild the index for the model in use.`,
    { metadata: { vector_dimensions: String(vector.length), index_dimensions: String(dimensions) } },
  );
}

function toTable(schema: Schema, length: number, children: Data[]): Table {
  const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  return new Table(schema, [new RecordBatch(schema, data)]);
}

function toData(values: readonly unknown[], type: DataType): Data {
  const [data] = vectorFromArray(values as unknown[], type).data;
  return data as Data;
}

/** Writes vectors straight into the buffers of their column: going through values is ten times slower. */
function toVectorData(vectors: readonly (Float32Array | undefined)[], dimensions: number): Data {
  const floats = new Float32Array(vectors.length * dimensions);
  const validity = new Uint8Array(Math.ceil(vectors.length / 8));
  let missing = 0;
  vectors.forEach((vector, row) => {
    if (vector === undefined) {
      missing += 1;
      return;
    }
    if (vector.length !== dimensions) {
      throw wrongDimensions(vector, dimensions);
    }
    floats.set(vector, row * dimensions);
    validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return makeData({
    type: vectorType(dimensions),
    length: vectors.length,
    nullCount: missing,
    nullBitmap: validity,
    child: makeData({ type: new Float32(), length: floats.length, data: floats }),
  });
}

function toFloats(value: unknown): Float32Array | undefined {
  if (value === null || value === undefined) return undefined;
  return (value as Vector<Float32>).toArray();
}
