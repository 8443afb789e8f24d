/**
 * One vector of length 1 for a text, from the vectors of its tokens: their mean, or that of the first, which stands for
 * the whole text in models trained so. `states` holds them one after the other, `dimensions` numbers each; padding must
 * not be among them. Throws RangeError when it is not filled by whole vectors.
 */
export function poolTokens(
  states: Float32Array,
  dimensions: number,
  pooling: 'mean' | 'cls',
): Float32Array<ArrayBuffer> {
  if (states.length === 0 || states.length % dimensions !== 0) {
    throw new RangeError(`The model gave ${states.length} numbers, which are not vectors of ${dimensions} dimensions.`);
  }
  const sum = new Float64Array(dimensions);
  const end = pooling === 'cls' ? dimensions : states.length;
  for (let at = 0; at < end; at += 1) sum[at % dimensions] = (sum[at % dimensions] ?? 0) + (states[at] ?? 0);
  const length = Math.hypot(...sum);
  // The number of tokens needs no division: the length takes it out.
  return Float32Array.from(sum, (value) => (length === 0 ? 0 : value / length));
}
