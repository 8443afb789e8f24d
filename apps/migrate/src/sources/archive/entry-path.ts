import { ARCHIVE_LIMITS } from './archive-limits.ts';

const DRIVE_LETTER = /^[A-Za-z]:/;
const SHOWN = 200;

/** A name as it may stand in a message: not long, without control characters. */
export const shownName = (name: string): string =>
  name
    .slice(0, SHOWN)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\uFFFD');

/** A name as the parts of its path, or what is wrong with it. */
export type EntryPath =
  | { readonly parts: readonly string[]; readonly problem: undefined }
  | { readonly parts: undefined; readonly problem: string };

const problemOf = (name: string): string | undefined => {
  const { pathLength, pathParts } = ARCHIVE_LIMITS;
  if (name.length > pathLength) return `has more than ${pathLength} characters`;
  if (name.includes('\0')) return 'holds a NUL';
  if (name.includes('\\')) return 'holds a backslash';
  if (name.startsWith('/')) return 'is absolute';
  if (DRIVE_LETTER.test(name)) return 'begins with a drive letter';
  if (name.split('/').includes('..')) return 'holds ".."';
  if (!name.isWellFormed()) return 'is no text';
  if (name.split('/').length > pathParts) return `has more than ${pathParts} parts`;
  return undefined;
};

/** Reads the name of an entry: a path below the archive's top, `/` between parts; `.` and empty parts mean nothing. */
export const entryPath = (name: string): EntryPath => {
  const problem = problemOf(name);
  if (problem !== undefined) return { parts: undefined, problem };
  return { parts: name.split('/').filter((part) => part !== '' && part !== '.'), problem: undefined };
};
