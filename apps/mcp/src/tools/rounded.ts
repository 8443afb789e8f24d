/** A score or rate with four decimals: enough to compare by, and fewer tokens than a double. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
