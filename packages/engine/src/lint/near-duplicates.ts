import {
  all,
  type Caller,
  canRead,
  dotProduct,
  type Finding,
  isIn,
  not,
  type Pattern,
  patternFinding,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { textDigest } from '../indexing/index-batch.ts';
import { descriptionOf, meaningText } from '../indexing/pattern-texts.ts';
import { searchable } from '../search/visible.ts';

/** So many near-duplicates are named. */
const MOST_NAMED = 5;

/** The index is asked for more than are named, as the gate may leave some out. */
const ASKED = 20;

/** Whether near-duplicates are looked for now, or stay pending, as with many patterns at once. */
export type DuplicateSearch = 'now' | 'later';

const PENDING = patternFinding({
  code: 'near_duplicate',
  severity: 'info',
  field: '',
  text: 'Whether a pattern like this one exists is not known yet, as its text is not embedded yet. Lint it again later.',
  pending: true,
});

/** What keeps the search from being made is no fault of the pattern it is about, which is stored all the same. */
const unlessFailed = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch {
    return undefined;
  }
};

const vectorOf = async (engine: Engine, pattern: Pattern): Promise<Float32Array | undefined> => {
  const text = meaningText(pattern);
  const digest = textDigest(text);
  const known = await engine.unitOfWork.read((store) => store.vectors.find(engine.embedder.model.tag, [digest]));
  const vector = known.get(digest);
  if (vector !== undefined || engine.embedder.state().kind !== 'ready') return vector;
  return unlessFailed(() => engine.embedder.embedPassage(text));
};

const named = (patterns: readonly Pattern[]): string =>
  patterns.map(({ patternName, id }) => `"${patternName}" (${id})`).join(', ');

/**
 * The finding on readable patterns that say nearly the same: whose vectors are nearer than the model's mark for
 * duplicates. Other versions of the pattern are none. None where the model has no such mark, or the pattern says nothing
 * that could be compared; a pending one while the vector or the index is not there.
 */
export const nearDuplicates = async (
  engine: Engine,
  caller: Caller,
  { pattern, search }: { readonly pattern: Pattern; readonly search: DuplicateSearch },
): Promise<readonly Finding[]> => {
  const mark = engine.embedder.model.duplicateMark;
  if (mark === undefined || descriptionOf(pattern) === '') return [];
  if (search === 'later' || engine.index.state().kind !== 'ready') return [PENDING];
  const vector = await vectorOf(engine, pattern);
  if (vector === undefined) return [PENDING];
  const where = all(searchable(caller, {}, 'heads'), not(isIn('lineageId', [pattern.lineageId])));
  const query = { vector, space: 'plain', where, limit: ASKED } as const;
  const candidates = await unlessFailed(() => engine.index.searchMeaning(query));
  if (candidates === undefined) return [PENDING];
  const near = candidates.filter((other) => other.vector !== undefined && dotProduct(vector, other.vector) > mark);
  if (near.length === 0) return [];
  const found = await engine.unitOfWork.read((store) => store.patterns.findMany(near.map(({ id }) => id)));
  const readable = new Map(found.filter((other) => canRead(caller, other)).map((other) => [other.id, other]));
  const duplicates = near.flatMap(({ id }) => readable.get(id) ?? []).slice(0, MOST_NAMED);
  if (duplicates.length === 0) return [];
  return [
    patternFinding({
      code: 'near_duplicate',
      severity: 'warning',
      field: '',
      text: `It says nearly the same as ${named(duplicates)}. Make one pattern of them, or say what differs.`,
      relatedPatternIds: duplicates.map(({ id }) => id),
    }),
  ];
};
