/** Where and how skills are imported. */
export interface ImportOptions {
  /** What tells the root from others; with a skill's path below it, the source by which the skill is known again. */
  readonly sourceKey: string;
  /** Undefined: the caller's. */
  readonly namespace: string | undefined;
  /** Undefined: TEAM. */
  readonly accessLevel: string | undefined;
}
