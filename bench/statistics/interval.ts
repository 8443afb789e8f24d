/** A mean with its 95 % bootstrap interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Number of values. */
  readonly count: number;
}

const RESAMPLES = 2_000;
const SEED = 20_260_101;

/** Numbers of 0–1, the same in every run (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The mean; 0 of nothing. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value below which this share lies; values need no order. NaN of nothing. */
export const quantile = (values: ArrayLike<number>, share: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

/** The mean with its 95 % percentile bootstrap interval (Efron 1979), from 2,000 resamples and a fixed seed. */
export const meanInterval = (values: readonly number[]): Interval => {
  const random = seededRandom(SEED);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / Math.max(1, values.length);
  });
  return { mean: mean(values), low: quantile(means, 0.025), high: quantile(means, 0.975), count: values.length };
};

/** `.676 (.640–.712)` */
export const formatInterval = ({ mean: value, low, high }: Interval): string =>
  `${formatShare(value)} (${formatShare(low)}–${formatShare(high)})`;

/** A number of 0–1 with three decimals and no leading zero. */
export const formatShare = (value: number): string => value.toFixed(3).replace(/^0(?=\.)/, '');
