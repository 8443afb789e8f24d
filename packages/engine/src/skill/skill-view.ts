import type { Pattern } from '@tmws/domain';
import type { SkillOutline } from '../ports/skill-listing.ts';

/** A pattern with the folder that it came from. */
export interface SkillView {
  readonly pattern: Pattern;
  readonly fileCount: number;
  readonly bytes: number;
  /** As the sender of the import named it; empty: not imported, or not told any more. */
  readonly sourceRoot: string;
  /** Folder below that root; empty: not imported, or the root itself. */
  readonly sourcePath: string;
  /** Over paths, modes and contents of all files; empty: no files. */
  readonly digest: string;
}

/**
 * The root before a folder, in `migrated_from`. The key that tells the root from others is not shown: it may be a path
 * of the owner's machine.
 */
const rootIn = (migratedFrom: unknown, path: string): string => {
  if (typeof migratedFrom !== 'string') return '';
  const folder = migratedFrom.slice(0, Math.max(0, migratedFrom.lastIndexOf('/')));
  if (path === '') return folder;
  return folder.endsWith(`/${path}`) ? folder.slice(0, -path.length - 1) : '';
};

/** Puts together a pattern and what is known of its files. */
export const toSkillView = (pattern: Pattern, outline: SkillOutline): SkillView => ({
  pattern,
  fileCount: outline.fileCount,
  bytes: outline.bytes,
  sourceRoot: outline.sourcePath === undefined ? '' : rootIn(pattern.patternData.migrated_from, outline.sourcePath),
  sourcePath: outline.sourcePath ?? '',
  digest: outline.digest ?? '',
});
