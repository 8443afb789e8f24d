import { AccessLevel, ImportConflict } from '@tmws/contract';
import { type CommandArguments, enumFromText } from '@tmws/terminal';

/** How skills are imported. */
export interface ImportOptions {
  readonly accessLevel: AccessLevel;
  readonly onConflict: ImportConflict;
  readonly isDryRun: boolean;
  /** Whether new patterns are listed as Agent Skills. */
  readonly isServed: boolean;
  /** Whether the frontmatter's author becomes the owner. */
  readonly isAuthorOwner: boolean;
  /** Whether patterns of skills that are gone are deprecated. */
  readonly isPruned: boolean;
  /** Ids of findings that the caller has seen and accepts. */
  readonly acceptFindings: readonly string[];
}

const conflictOf = (text: string | undefined): ImportConflict => {
  if (text === undefined) return ImportConflict.RENAME;
  return text === 'fail' ? ImportConflict.REFUSE : enumFromText(ImportConflict, text);
};

/** Reads the flags of an import. @throws UsageError for a value that is none of its words */
export const importOptions = (typed: CommandArguments): ImportOptions => {
  const level = typed.text('access-level');
  return {
    accessLevel: level === undefined ? AccessLevel.UNSPECIFIED : enumFromText(AccessLevel, level),
    onConflict: conflictOf(typed.text('on-conflict')),
    isDryRun: typed.flag('dry-run') === true,
    isServed: typed.flag('serve') !== false,
    isAuthorOwner: typed.flag('author-as-owner') === true,
    isPruned: typed.flag('prune') === true,
    acceptFindings: typed.list('accept-finding'),
  };
};
