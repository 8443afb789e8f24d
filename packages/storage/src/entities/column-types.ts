import { p } from '@mikro-orm/core';

/** A UUID as text, so that any text may be compared with it on every database. */
export const uuid = () => p.string().length(36);

/** A point in time: milliseconds since 1970 in a bigint, the same order on every database. */
export const time = () => p.bigint('number');

/** A JSON document. Repositories write and read its text. */
export const json = () => p.json().$type<string>();

/** A number of double precision. */
export const real = () => p.double().$type<number>();

/** The name of an agent or a namespace. */
export const slug = () => p.string().length(100);

/** A SHA-256 digest in hexadecimal. */
export const digest = () => p.string().length(64);

/** The SQL list of a closed set of words, for a CHECK. */
export const wordList = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
