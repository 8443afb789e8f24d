import { type Interval, meanInterval } from '../statistics/interval.ts';
import type { BenchRequest } from './data-set.ts';

/** What a threshold lets through, each a share of 0–1. */
export interface KeptShares {
  /** Of the pairs of a request and a skill that is right for it. */
  readonly right: Interval;
  /** Of the pairs of a request and any other skill: what a random skill has. */
  readonly unrelated: Interval;
  /** Mean number of patterns a request. */
  readonly patterns: number;
}

/** What was kept of one request: the ids at or above the threshold. */
export interface KeptRequest {
  readonly request: BenchRequest;
  readonly kept: ReadonlySet<string>;
}

/** Counts pairs. `libraryCount` is the number of patterns in the library. */
export const keptShares = (all: readonly KeptRequest[], libraryCount: number): KeptShares => {
  const right = all.flatMap(({ request, kept }) => [...request.skills.keys()].map((id) => (kept.has(id) ? 1 : 0)));
  const unrelated = all.map(({ request, kept }) => {
    const others = [...kept].filter((id) => !request.skills.has(id)).length;
    return others / (libraryCount - request.skills.size);
  });
  const patterns = all.reduce((sum, { kept }) => sum + kept.size, 0) / Math.max(1, all.length);
  return { right: meanInterval(right), unrelated: meanInterval(unrelated), patterns };
};
