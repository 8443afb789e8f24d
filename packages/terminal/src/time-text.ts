const SECONDS_END = 19;

/** A time for people, in UTC, as `2026-01-31 09:30:00Z`; a hyphen where there is none. */
export const timeText = (time: Date | undefined): string =>
  time === undefined ? '-' : `${time.toISOString().slice(0, SECONDS_END).replace('T', ' ')}Z`;
