/** What a core knows of itself. */
export interface CoreInfo {
  readonly version: string;
  readonly startedAt: Date;
  /** Absolute. */
  readonly dataDir: string;
  /** Where it serves, as `parseAddress` of the configuration reads it. */
  readonly address: string;
}
