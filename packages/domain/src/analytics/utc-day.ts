const MILLISECONDS_PER_DAY = 86_400_000;

/** A day of Universal Time, as the number of days since 1970-01-01. */
export const utcDayOf = (time: Date): number => Math.floor(time.getTime() / MILLISECONDS_PER_DAY);

/** When a day of Universal Time begins. */
export const utcDayStart = (day: number): Date => new Date(day * MILLISECONDS_PER_DAY);

/** A day of Universal Time as `YYYY-MM-DD`. */
export const utcDayText = (day: number): string => utcDayStart(day).toISOString().slice(0, 10);
