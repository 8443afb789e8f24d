/** What the safety scan looks for. */
export const SCAN_KINDS = ['injection', 'secret', 'hidden_unicode', 'download_execute'] as const;

/** One of {@link SCAN_KINDS}. */
export type ScanKind = (typeof SCAN_KINDS)[number];

/** A place at which a rule of the safety scan holds. An import that has one is a DRAFT until a person releases it. */
export interface ScanHit {
  /** Stable id of the rule, its family and what it finds, e.g. `secret.aws-access-key`. */
  readonly ruleId: string;
  readonly kind: ScanKind;
  readonly severity: 'warning' | 'error';
  /** Where the text came from, as the caller named it: a key path of `pattern_data` or a file's path. */
  readonly source: string;
  /** Line from 1 in that text. */
  readonly line: number;
  /** One sentence: what was found. Of a secret at most the masked head; hidden characters by their numbers. */
  readonly text: string;
}

/** Whether a write of level TEAM or wider with this hit is refused unless its writer accepts it. Secrets alone do. */
export const refusesSharing = (hit: Pick<ScanHit, 'kind'>): boolean => hit.kind === 'secret';
