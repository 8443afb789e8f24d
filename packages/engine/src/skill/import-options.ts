/** What becomes of a new skill whose name belongs to a pattern of another source: see {@link ImportOptions.onConflict}. */
export type ImportConflict = 'RENAME' | 'SKIP' | 'VERSION' | 'REFUSE';

/** Where and how skills are imported. */
export interface ImportOptions {
  /** What tells the root from others; with a skill's path below it, the source by which the skill is known again. */
  readonly sourceKey: string;
  /** Undefined: the caller's. */
  readonly namespace: string | undefined;
  /** Undefined: TEAM. */
  readonly accessLevel: string | undefined;
  /** RENAME (default) adds a number to its name, SKIP leaves it out, VERSION makes it the next version of that pattern, REFUSE says no. */
  readonly onConflict?: ImportConflict | undefined;
  /** Whether new patterns are listed as skills; default true. A new version has it from its parent. */
  readonly serveAsSkill?: boolean | undefined;
  /** `author`: the frontmatter's author, where it can be an agent, is the owner; for admins of the namespace. Default `caller`. */
  readonly owner?: 'caller' | 'author' | undefined;
  /** Findings of the safety scan that the caller accepts: they hold nothing back. */
  readonly acceptFindings?: readonly string[] | undefined;
  /** `plan` decides the same and stores nothing. Default `store`. */
  readonly mode?: 'store' | 'plan' | undefined;
}
