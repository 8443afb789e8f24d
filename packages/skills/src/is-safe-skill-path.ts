import { LIMITS } from '@tmws/domain';

const DRIVE_LETTER = /^[A-Za-z]:/;

/** The longest name of a file or folder that file systems take, in bytes of UTF-8. */
const LONGEST_PART = 255;

const isSafePart = (part: string): boolean =>
  part !== '' && part !== '.' && part !== '..' && new TextEncoder().encode(part).length <= LONGEST_PART;

/**
 * Whether a path stays below the folder it is joined to, on every operating system: relative, `/` between parts, no
 * empty part, `.` or `..`, no backslash, drive letter, NUL or lone surrogate; at most 1,024 characters, 255 bytes a part.
 */
export const isSafeSkillPath = (path: string): boolean =>
  path.length <= LIMITS.skillFilePath &&
  path.isWellFormed() &&
  !path.includes('\\') &&
  !path.includes('\0') &&
  !DRIVE_LETTER.test(path) &&
  path.split('/').every(isSafePart);
