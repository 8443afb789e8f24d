import type { Finding } from '@tmws/domain';

/** Who let a finding pass, and when. */
export interface FindingApproval {
  readonly agentId: string;
  readonly at: Date;
}

/** A finding of the safety scan as it is kept with a revision. */
export interface KeptFinding {
  readonly finding: Finding;
  /** Whether the pattern stays a DRAFT until its owner lets the finding pass. */
  readonly isHeld: boolean;
  /** Undefined: nobody has let it pass. */
  readonly approval: FindingApproval | undefined;
}

/** One revision of a pattern. */
export interface RevisionPlace {
  readonly patternId: string;
  readonly revision: number;
}

/** What the safety scan found on the revisions of patterns, and who let it pass. */
export interface FindingRepository {
  /** Keeps what was found on a new revision. Each id occurs once. */
  add(place: RevisionPlace, findings: readonly KeptFinding[], at: Date): Promise<void>;
  /** All that is kept of a revision, in the order of the place. */
  kept(place: RevisionPlace): Promise<readonly KeptFinding[]>;
  /** What was found on a revision, in the order of the place, approved or not. */
  scanned(patternId: string, revision: number): Promise<readonly Finding[]>;
  /** What was found on the present revisions of patterns, by their ids; those without a finding are left out. */
  scannedOn(
    patterns: readonly { readonly id: string; readonly revision: number }[],
  ): Promise<ReadonlyMap<string, readonly Finding[]>>;
  /** What holds a revision back and nobody has let pass yet, in the order of the place. */
  open(patternId: string, revision: number): Promise<readonly Finding[]>;
  /** The owner lets them pass. */
  approve(place: RevisionPlace, findingIds: readonly string[], approval: FindingApproval): Promise<void>;
  /** Forgets what was found on a revision whose content is removed. */
  forget(place: RevisionPlace): Promise<void>;
}
