import { type Interval, meanInterval } from '../statistics/interval.ts';
import type { BenchRequest } from './data-set.ts';
import { type Quality, qualityOf, SLICES } from './quality.ts';

/** The three figures of one part of the requests. */
export interface SliceQuality {
  readonly slice: string;
  readonly ndcg: Interval;
  readonly hit: Interval;
  readonly recall: Interval;
}

/** A way of ranking with its figures by part. */
export interface JudgedRanking {
  readonly name: string;
  readonly slices: readonly SliceQuality[];
}

/** Judges one way of ranking. `rankings` are ids, best first, one for each request in their order. */
export const judge = (
  name: string,
  requests: readonly BenchRequest[],
  rankings: readonly (readonly string[])[],
): JudgedRanking => {
  const qualities = requests.map((request, place) => qualityOf(rankings[place] ?? [], request.skills));
  const slices = SLICES.map(({ name: slice, holds }): SliceQuality => {
    const chosen = qualities.filter((_, place) => {
      const request = requests[place];
      return request !== undefined && holds(request);
    });
    const interval = (figure: keyof Quality): Interval => meanInterval(chosen.map((quality) => quality[figure]));
    return { slice, ndcg: interval('ndcg'), hit: interval('hit'), recall: interval('recall') };
  });
  return { name, slices };
};

/** The figures of one part. @throws Error for a part that there is not */
export const sliceOf = (judged: JudgedRanking, slice: string): SliceQuality => {
  const found = judged.slices.find((candidate) => candidate.slice === slice);
  if (found === undefined) throw new Error(`There is no part "${slice}" of the requests.`);
  return found;
};
