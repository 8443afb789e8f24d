import type { JsonObject } from '../json.ts';

/** One file of a skill folder. */
export interface SkillFile {
  /** Path below the skill's folder, `/` between parts. */
  readonly path: string;
  /** Unix permission bits, e.g. 0o755. */
  readonly mode: number;
  readonly content: Uint8Array;
}

/** A skill as it stands in a folder. */
export interface SkillFolder {
  /** Where the import began, as the importer names it. */
  readonly root: string;
  /** Path of the folder below the root, `/` between parts; its last part is the skill's name. Empty for the root itself. */
  readonly path: string;
  readonly files: readonly SkillFile[];
}

/** An oddity met in a skill, for machines and people. */
export interface SkillFinding {
  /** Stable code in snake_case. */
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  /** The file it is in, below the skill's folder; empty for the folder itself. */
  readonly file: string;
  /** Line from 1, where it has one. */
  readonly line: number | undefined;
  /** One sentence: what was found. */
  readonly text: string;
  /** What was done about it. */
  readonly done: string;
}

/** A text of a pattern with the place it comes from. */
export interface SourceText {
  /** A key path of `pattern_data` or a file's path. */
  readonly source: string;
  readonly text: string;
}

/** What a skill folder says, understood as a pattern. */
export interface ParsedSkill {
  readonly name: string;
  readonly category: string;
  /** Where the category stands; `default`: nowhere, so it is `general`. */
  readonly categoryFrom: 'frontmatter' | 'folder' | 'default';
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  readonly learningWeight: number;
  /** The frontmatter's version where it is SemVer. */
  readonly version: string | undefined;
  readonly author: string | undefined;
  readonly patternData: JsonObject;
  /** The text files of the skill, for the index. */
  readonly texts: readonly SourceText[];
  readonly findings: readonly SkillFinding[];
}
