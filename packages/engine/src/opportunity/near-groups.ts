import { dotProduct } from '@tmws/domain';
import type { Turn } from './turn.ts';

/** Up to so many vectors each is compared with each. */
const ALL_PAIRS = 1_500;

/** More of them are compared with those that have one of their nearest guides in common. */
const GUIDES_EACH = 2;

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

/** Which places belong together (a union-find with path halving; Tarjan and van Leeuwen 1984). */
const createUnions = (size: number) => {
  const parents = Array.from({ length: size }, (_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root]) {
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
    return root;
  };
  return {
    rootOf,
    areJoined: (a: number, b: number): boolean => rootOf(a) === rootOf(b),
    join: (a: number, b: number): void => {
      parents[rootOf(a)] = rootOf(b);
    },
  };
};

/** Places that are connected by near pairs, however long the chain. */
const connected = async (
  vectors: readonly Float32Array[],
  mark: number,
  turn: Turn,
): Promise<readonly (readonly number[])[]> => {
  const unions = createUnions(vectors.length);
  for (const group of await groupsOf(vectors, turn)) {
    for (const [index, a] of group.entries()) {
      await turn();
      const vector = vectors[a];
      if (vector === undefined) continue;
      for (let before = 0; before < index; before += 1) {
        const b = group[before] ?? a;
        const other = vectors[b];
        // Many copies of one text are joined once each, not compared pair by pair.
        if (other === undefined || unions.areJoined(a, b)) continue;
        if (dotProduct(vector, other) >= mark) unions.join(a, b);
      }
    }
  }
  const places = vectors.map((_, place) => place);
  return [...Map.groupBy(places, unions.rootOf).values()].filter((group) => group.length > 1);
};

/**
 * The places of vectors of length 1 in groups whose members all have a cosine of at least `mark` with the first of them;
 * those that are near no other are left out. Chains are cut, as the ends of one can have little in common. Exact up to
 * 1,500 vectors; beyond, a pair at the mark itself can be missed, equal vectors never.
 */
export const nearGroups = async (
  vectors: readonly Float32Array[],
  mark: number,
  turn: Turn,
): Promise<readonly (readonly number[])[]> => {
  const groups: (readonly number[])[] = [];
  for (const chain of await connected(vectors, mark, turn)) {
    let left = chain;
    while (left.length > 1) {
      await turn();
      const [first, ...others] = left;
      const vector = first === undefined ? undefined : vectors[first];
      const isNear = (place: number): boolean => {
        const other = vectors[place];
        return vector !== undefined && other !== undefined && dotProduct(vector, other) >= mark;
      };
      const near = others.filter(isNear);
      if (first !== undefined && near.length > 0) groups.push([first, ...near]);
      const taken = new Set(near);
      left = others.filter((place) => !taken.has(place));
    }
  }
  return groups;
};
