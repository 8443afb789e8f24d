const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const NONE = '·';

/** Adds up neighbours until at most `most` values are left, each of equally many but the first. */
export const inBuckets = (values: readonly number[], most: number): readonly number[] => {
  const size = Math.max(1, Math.ceil(values.length / most));
  const buckets: number[] = [];
  for (let end = values.length; end > 0; end -= size) {
    buckets.unshift(values.slice(Math.max(0, end - size), end).reduce((sum, value) => sum + value, 0));
  }
  return buckets;
};

/** One character for each value, its height the share of the greatest; a dot where there is nothing. */
export const sparkline = (values: readonly number[]): string => {
  const greatest = Math.max(0, ...values);
  return values
    .map((value) => (value <= 0 ? NONE : (LEVELS[Math.ceil((value / greatest) * LEVELS.length) - 1] ?? NONE)))
    .join('');
};
