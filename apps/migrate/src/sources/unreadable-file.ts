import type { SourceFinding } from './skill-folder.ts';

/** The code of a system's error, as `EACCES`, or what the error says. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
};

/** The finding for a file or folder that cannot be read. */
export const unreadableFile = (file: string, error: unknown): SourceFinding => ({
  code: 'file_unreadable',
  severity: 'warning',
  file,
  text: `It cannot be read (${reasonOf(error)}).`,
  done: 'Left out.',
});
