/** Something that was met while a folder was read, for `skill_end`; the core adds its own. */
export interface SourceFinding {
  readonly code:
    | 'nested_skill'
    | 'symlink_escapes'
    | 'symlink_skipped'
    | 'special_file_skipped'
    | 'file_unreadable'
    | 'too_large';
  readonly severity: 'info' | 'warning' | 'error';
  /** Path below the skill's folder. */
  readonly file: string;
  /** One sentence: what was found. */
  readonly text: string;
  /** What was done about it. */
  readonly done: string;
}

/** A file of a skill that is still on the disk. */
export interface SourceFile {
  /** Path below the skill's folder, `/` between parts. */
  readonly path: string;
  /** Where it is read from: absolute, links resolved. */
  readonly location: string;
  /** Unix permission bits. */
  readonly mode: number;
  /** Bytes, as the folder said. */
  readonly size: number;
}

/** A folder with a SKILL.md. */
export interface SkillFolder {
  /** Path below the root, `/` between parts; empty: the root itself. */
  readonly path: string;
  /** By path. */
  readonly files: readonly SourceFile[];
  readonly findings: readonly SourceFinding[];
}

/** What a root holds. */
export interface SkillSource {
  /** The root as it is shown. */
  readonly root: string;
  /** Tells the root from others that are shown alike: the URL of its real path. */
  readonly key: string;
  /** By path. */
  readonly skills: readonly SkillFolder[];
  /** What is no skill and is said so: names of direct sub-folders without one, and links that lead to folders. */
  readonly skipped: readonly string[];
}
