import type { ScriptGroup } from './script-group.ts';

/**
 * What takes the language out of a model's vectors: an embedding model puts texts of the request's own language before
 * the right one. Found once for a model, over texts in several scripts.
 */
export interface LanguageNeutralData {
  /** The direction in which scripts lie apart; as long as a vector, of length 1. */
  readonly direction: readonly number[];
  /** The mean of each group's vectors once the direction is taken out. */
  readonly centres: Readonly<Record<ScriptGroup, readonly number[]>>;
  /** Added to the dot product, so that it lies where plain cosines do. */
  readonly offset: number;
}

/** The form in which language-neutral vectors are asked with, stored and compared. */
export interface LanguageNeutral {
  /** The vector of a request: without the direction, of length 1. */
  neutralQuery(vector: ArrayLike<number>): Float32Array;
  /** The vector of a stored text of this group: without the direction, of length 1, less the group's centre. */
  neutralPassage(vector: ArrayLike<number>, group: ScriptGroup): Float32Array;
  /** Compares the two: their dot product plus the offset. Stands in the place of the plain cosine. */
  neutralCosine(query: ArrayLike<number>, passage: ArrayLike<number>): number;
}

/**
 * Prepares a model's language-neutral data for use. The functions throw RangeError for vectors of another length than
 * the data's.
 */
export function createLanguageNeutral(data: LanguageNeutralData): LanguageNeutral {
  const direction = Float32Array.from(data.direction);
  const centres = {
    latin: Float32Array.from(data.centres.latin),
    kana: Float32Array.from(data.centres.kana),
    han: Float32Array.from(data.centres.han),
    hangul: Float32Array.from(data.centres.hangul),
  } satisfies Record<ScriptGroup, Float32Array>;
  const neutralQuery = (vector: ArrayLike<number>): Float32Array => withoutDirection(vector, direction);
  return {
    neutralQuery,
    neutralPassage: (vector, group) => {
      const centre = centres[group];
      return neutralQuery(vector).map((value, index) => value - (centre[index] ?? 0));
    },
    neutralCosine: (query, passage) => dotProduct(query, passage) + data.offset,
  };
}

/** The dot product of two vectors: for vectors of length 1, their cosine. Throws RangeError when their lengths differ. */
export function dotProduct(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) {
    throw new RangeError(
      `Vectors of ${left.length} and ${right.length} dimensions cannot be compared. Use one model for both.`,
    );
  }
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

function withoutDirection(vector: ArrayLike<number>, direction: Float32Array): Float32Array {
  const along = dotProduct(vector, direction);
  const neutral = Float32Array.from(vector, (value, index) => value - along * (direction[index] ?? 0));
  const length = Math.sqrt(dotProduct(neutral, neutral));
  return length === 0 ? neutral : neutral.map((value) => value / length);
}
