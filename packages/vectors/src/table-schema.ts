import type { IndexSpec } from '@tmws/engine';
import { Binary, Bool, Field, FixedSizeList, Float32, Int64, List, Schema, Utf8 } from 'apache-arrow';

/** The columns of a table of patterns, by what they hold. */
export const COLUMNS = {
  id: 'id',
  lineageId: 'lineage_id',
  patternName: 'pattern_name',
  agentId: 'agent_id',
  namespace: 'namespace',
  accessLevel: 'access_level',
  status: 'status',
  category: 'category',
  subcategory: 'subcategory',
  tags: 'tags',
  sharedWith: 'shared_with',
  isHead: 'is_head',
  /** Milliseconds since 1970. */
  updatedAt: 'updated_at',
  stamp: 'stamp',
  model: 'model',
  words: 'words',
  termFrequencies: 'term_frequencies',
  vector: 'vector',
  neutralVector: 'neutral_vector',
} as const;

/** The type of a vector column. */
export const vectorType = (dimensions: number): FixedSizeList<Float32> =>
  new FixedSizeList(dimensions, new Field('item', new Float32(), true));

/** The type of a column of lists of strings. */
export const textListType = (): List<Utf8> => new List(new Field('item', new Utf8(), true));

/** The schema of a table of patterns; its metadata tells for which spec it was made. */
export function tableSchema(spec: IndexSpec): Schema {
  const text = (name: string): Field => new Field(name, new Utf8(), false);
  const optionalText = (name: string): Field => new Field(name, new Utf8(), true);
  return new Schema(
    [
      text(COLUMNS.id),
      text(COLUMNS.lineageId),
      text(COLUMNS.patternName),
      text(COLUMNS.agentId),
      text(COLUMNS.namespace),
      text(COLUMNS.accessLevel),
      text(COLUMNS.status),
      text(COLUMNS.category),
      optionalText(COLUMNS.subcategory),
      new Field(COLUMNS.tags, textListType(), false),
      new Field(COLUMNS.sharedWith, textListType(), false),
      new Field(COLUMNS.isHead, new Bool(), false),
      new Field(COLUMNS.updatedAt, new Int64(), false),
      text(COLUMNS.stamp),
      optionalText(COLUMNS.model),
      text(COLUMNS.words),
      new Field(COLUMNS.termFrequencies, new Binary(), false),
      new Field(COLUMNS.vector, vectorType(spec.dimensions), true),
      new Field(COLUMNS.neutralVector, vectorType(spec.dimensions), true),
    ],
    specMetadata(spec),
  );
}

/** The spec that a table's schema names; undefined where it names none that can be read. */
export function specOf(schema: { readonly metadata: ReadonlyMap<string, string> }): IndexSpec | undefined {
  const model = schema.metadata.get('model');
  const dimensions = Number(schema.metadata.get('dimensions'));
  const preparation = Number(schema.metadata.get('preparation'));
  if (model === undefined || !Number.isInteger(dimensions) || !Number.isInteger(preparation)) return undefined;
  return { model, dimensions, preparation };
}

/** Whether an index made for one spec serves the other. */
export function sameSpec(left: IndexSpec, right: IndexSpec): boolean {
  return left.model === right.model && left.dimensions === right.dimensions && left.preparation === right.preparation;
}

const specMetadata = (spec: IndexSpec): Map<string, string> =>
  new Map([
    ['model', spec.model],
    ['dimensions', String(spec.dimensions)],
    ['preparation', String(spec.preparation)],
  ]);
