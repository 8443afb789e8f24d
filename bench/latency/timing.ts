import { mean, quantile } from '../statistics/interval.ts';

/** How long each of several calls took, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  readonly count: number;
}

/** What the values say; NaN of nothing. */
export const timesOf = (milliseconds: readonly number[]): Times => ({
  p50: quantile(milliseconds, 0.5),
  p95: quantile(milliseconds, 0.95),
  p99: quantile(milliseconds, 0.99),
  mean: mean(milliseconds),
  count: milliseconds.length,
});

/** Does the work once for each value, one after the other. */
export const timeEach = async <T>(
  values: readonly T[],
  work: (value: T, place: number) => Promise<unknown>,
): Promise<Times> => {
  const milliseconds: number[] = [];
  for (const [place, value] of values.entries()) {
    const begin = performance.now();
    await work(value, place);
    milliseconds.push(performance.now() - begin);
  }
  return timesOf(milliseconds);
};

/** Does the work so many times, one after the other. */
export const timeRepeated = (count: number, work: (place: number) => Promise<unknown>): Promise<Times> =>
  timeEach(
    Array.from({ length: count }, (_, place) => place),
    work,
  );

/** How often a second the work is done while so many of it are under way at any time. */
export const ratePerSecond = async (
  { inFlight, seconds }: { readonly inFlight: number; readonly seconds: number },
  work: (place: number) => Promise<unknown>,
): Promise<number> => {
  let done = 0;
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const lane = async (place: number): Promise<void> => {
    for (let round = 0; performance.now() < end; round += 1) {
      await work(place + round * inFlight);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, place) => lane(place)));
  return done / ((performance.now() - begin) / 1_000);
};

/** `12.3 ms`, with as many digits as mean something. */
export const formatMilliseconds = (value: number): string =>
  Number.isNaN(value) ? '–' : `${value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)} ms`;

/** `1.25 ×` */
export const formatRatio = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(2)} ×` : '–');
