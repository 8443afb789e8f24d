/** Something that was met while a source was read; the core adds its own. */
export interface SourceFinding {
  readonly code:
    | 'nested_skill'
    | 'symlink_escapes'
    | 'symlink_skipped'
    | 'special_file_skipped'
    | 'file_unreadable'
    | 'unsafe_path'
    | 'duplicate_path'
    | 'compression_ratio'
    | 'too_large';
  /** A skill with a finding of severity `error` is refused and not sent. */
  readonly severity: 'info' | 'warning' | 'error';
  /** Path below the skill's folder, or below the root for what is in no skill. */
  readonly file: string;
  /** One sentence: what was found. */
  readonly text: string;
  /** What was done about it. */
  readonly done: string;
}

/** A file's bytes and mode at one moment. */
export interface ReadFile {
  readonly content: Buffer;
  /** Unix permission bits. */
  readonly mode: number;
}

/** A file of a skill, in a folder or an archive. */
export interface SourceFile {
  /** Path below the skill's folder, `/` between parts. */
  readonly path: string;
  /** Unix permission bits. */
  readonly mode: number;
  /** Bytes, as the folder or archive says. */
  readonly size: number;
  /** Reads it whole. @throws Error when it is larger than `limit` bytes or not what the source said. */
  readonly read: (limit: number) => Promise<ReadFile>;
}

/** A folder with a SKILL.md. */
export interface SkillFolder {
  /** Path below the root, `/` between parts; empty: the root itself. */
  readonly path: string;
  /** By path. */
  readonly files: readonly SourceFile[];
  readonly findings: readonly SourceFinding[];
  /** Id of the version that its files were made from; undefined: the newest that came from its place. */
  readonly basePatternId?: string | undefined;
}

/** The name of a skill's folder; where it is the root itself, that of the root. */
export const folderName = ({ path }: Pick<SkillFolder, 'path'>, root: string): string =>
  (path || root).split('/').at(-1) ?? '';

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
  /** What was met outside of every skill. */
  readonly findings: readonly SourceFinding[];
  /** Whether every folder of it could be looked into, so that a known skill that is not here is gone. */
  readonly isWhole: boolean;
}
