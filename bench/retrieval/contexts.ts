import type { TmwsClient } from '@tmws/client';
import { CONTEXT_WEIGHT, scoreWithContext } from '@tmws/domain';
import { type Interval, meanInterval } from '../statistics/interval.ts';
import { bestPlaces } from './bm25.ts';
import type { BenchRequest } from './data-set.ts';
import { fullFormula } from './formulas.ts';
import { qualityOf } from './quality.ts';
import { type Replica, type RequestNumbers, scoresBy } from './replica.ts';

/** A short request with two contexts, as places among the requests: a fitting one, and one of another task. */
export interface ContextTriple {
  readonly request: number;
  readonly fitting: number;
  readonly foreign: number;
}

/** Every short request of the validation set with the situation of the same skill, and that of the next one. */
export const contextTriples = (requests: readonly BenchRequest[]): readonly ContextTriple[] => {
  const placesOf = (kind: string): readonly number[] =>
    requests.flatMap((request, place) => (request.set === 'validation' && request.kind === kind ? [place] : []));
  const skillOf = (place: number): string => [...(requests[place]?.skills.keys() ?? [])].join();
  const situations = placesOf('situation');
  return placesOf('short').flatMap((request) => {
    const index = situations.findIndex((place) => skillOf(place) === skillOf(request));
    const fitting = situations[index];
    const foreign = situations[(index + 1) % situations.length];
    return fitting === undefined || foreign === undefined ? [] : [{ request, fitting, foreign }];
  });
};

/** nDCG@10 of the short requests under one weight of the context. */
export interface ContextQuality {
  readonly name: string;
  readonly fitting: Interval;
  readonly foreign: Interval;
}

const WEIGHTS = [0, 0.15, 0.3, 0.6, 1];
const DEPTH = 10;

/** What {@link contextAblation} is computed from. */
export interface ContextParts {
  readonly requests: readonly BenchRequest[];
  readonly replica: Replica;
  readonly numbers: readonly RequestNumbers[];
  readonly unrelatedScore: number;
}

const quality = (requests: readonly BenchRequest[], place: number, ranking: readonly string[]): number =>
  qualityOf(ranking, requests[place]?.skills ?? new Map()).ndcg;

/** The formula with several weights of the context, outside of the product; 0.3 is the domain's. */
export const contextAblation = (parts: ContextParts): readonly ContextQuality[] => {
  const { requests, replica, unrelatedScore } = parts;
  const scores = (place: number): Float64Array => {
    const numbers = parts.numbers[place];
    return numbers === undefined ? new Float64Array() : scoresBy(numbers, fullFormula);
  };
  const cases = contextTriples(requests).map((triple) => ({
    place: triple.request,
    request: scores(triple.request),
    fitting: scores(triple.fitting),
    foreign: scores(triple.foreign),
  }));
  return WEIGHTS.map((weight) => {
    const judged = (which: 'fitting' | 'foreign'): Interval =>
      meanInterval(
        cases.map((each) => {
          const combined = each.request.map((score, place) => {
            const context = each[which][place] ?? 0;
            // The domain's function has the product's weight in it; the part that the context adds is scaled.
            const added = scoreWithContext({ request: score, context, unrelated: unrelatedScore }) - score;
            return score + (added * weight) / CONTEXT_WEIGHT;
          });
          return quality(
            requests,
            each.place,
            bestPlaces(combined, DEPTH).map((place) => replica.ids[place] ?? ''),
          );
        }),
      );
    return { name: `weight ${weight} (${CONTEXT_WEIGHT})`, fitting: judged('fitting'), foreign: judged('foreign') };
  });
};

/** The same through ApplyPattern. */
export const askWithContexts = async (
  client: TmwsClient,
  requests: readonly BenchRequest[],
): Promise<ContextQuality> => {
  const apply = async (request: number, context: number): Promise<number> => {
    const { patterns } = await client.learning.applyPattern({
      patternQuery: requests[request]?.text ?? '',
      context: requests[context]?.text ?? '',
      maxPatterns: DEPTH,
      minSimilarity: 0,
      tokenBudget: 20_000,
    });
    return quality(
      requests,
      request,
      patterns.map(({ patternId }) => patternId),
    );
  };
  const fitting: number[] = [];
  const foreign: number[] = [];
  for (const triple of contextTriples(requests)) {
    fitting.push(await apply(triple.request, triple.fitting));
    foreign.push(await apply(triple.request, triple.foreign));
  }
  return { name: 'ApplyPattern with a context', fitting: meanInterval(fitting), foreign: meanInterval(foreign) };
};
