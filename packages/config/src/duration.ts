/** A span of time in milliseconds, or `off`. */
export type Duration = number | 'off';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/;

/** Milliseconds of a text like `15m`, `2s`, `1.5h`, `90d`; undefined when it is none, or not above zero. */
export const parseDuration = (text: string): number | undefined => {
  const match = DURATION.exec(text);
  const milliseconds = Math.round(Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN));
  return milliseconds > 0 ? milliseconds : undefined;
};

/** The shortest text that {@link parseDuration} reads as the same span. */
export const formatDuration = (duration: Duration): string => {
  if (duration === 'off') return 'off';
  const [unit, size] = Object.entries(UNITS).findLast(([, length]) => duration % length === 0) ?? ['ms', 1];
  return `${duration / size}${unit}`;
};
