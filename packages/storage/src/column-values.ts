import type { JsonObject } from '@tmws/domain';

/** A column of type boolean: SQLite gives 0 and 1. */
export const toFlag = (value: unknown): boolean => value === true || value === 1;

/** A time column: milliseconds since 1970, which some drivers give as text. */
export const toDate = (value: number | string): Date => new Date(Number(value));

/** A time column that may be null. */
export const toOptionalDate = (value: number | string | null): Date | undefined =>
  value === null ? undefined : toDate(value);

/** The value of a time column; null where there is none. */
export const fromOptionalDate = (value: Date | undefined): number | null => value?.getTime() ?? null;

/** A JSON column that holds an object: its text, or what a driver has parsed already. */
export const toJsonObject = (value: unknown): JsonObject =>
  (typeof value === 'string' ? JSON.parse(value) : value) as JsonObject;
