import { dotProduct } from '@tmws/domain';
import type { Turn } from './turn.ts';

/** Up to so many vectors each is compared with each. */
const ALL_PAIRS = 1_500;

/** More of them are compared with those that have one of their nearest guides in common. */
const GUIDES_EACH = 2;

/** Two of the vectors, by their places, with their cosine. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly cosine: number;
}

/** Values of `size` evenly spaced places of a list. */
const sample = <T>(list: readonly T[], size: number): readonly T[] => {
  const step = list.length / size;
  return Array.from({ length: size }, (_, index) => list[Math.floor(index * step)]).filter(
    (item) => item !== undefined,
  );
};

const nearest = (vector: Float32Array, guides: readonly Float32Array[]): readonly number[] =>
  guides
    .map((guide, place) => ({ place, cosine: dotProduct(vector, guide) }))
    .toSorted((a, b) => b.cosine - a.cosine)
    .slice(0, GUIDES_EACH)
    .map(({ place }) => place);

/**
 * Places of vectors in groups such that near ones share a group, as an inverted file does (Sivic and Zisserman 2003):
 * √n of the vectors are guides, and each vector joins the groups of its nearest two.
 */
const groupsOf = async (vectors: readonly Float32Array[], turn: Turn): Promise<readonly (readonly number[])[]> => {
  if (vectors.length <= ALL_PAIRS) return [vectors.map((_, place) => place)];
  const guides = sample(vectors, Math.ceil(Math.sqrt(vectors.length)));
  const groups: number[][] = guides.map(() => []);
  for (const [place, vector] of vectors.entries()) {
    await turn();
    for (const guide of nearest(vector, guides)) groups[guide]?.push(place);
  }
  return groups;
};

/**
 * The pairs of vectors of length 1 whose cosine is at least `mark`. Exact up to 1,500 vectors; beyond, a pair at the mark
 * itself can be missed, equal vectors never.
 */
export const nearPairs = async (
  vectors: readonly Float32Array[],
  mark: number,
  turn: Turn,
): Promise<readonly NearPair[]> => {
  const pairs = new Map<number, NearPair>();
  for (const group of await groupsOf(vectors, turn)) {
    for (const [index, a] of group.entries()) {
      await turn();
      const vector = vectors[a];
      if (vector === undefined) continue;
      for (const b of group.slice(0, index)) {
        const other = vectors[b];
        const cosine = other === undefined ? 0 : dotProduct(vector, other);
        if (cosine >= mark) pairs.set(a * vectors.length + b, { a, b, cosine });
      }
    }
  }
  return [...pairs.values()];
};
