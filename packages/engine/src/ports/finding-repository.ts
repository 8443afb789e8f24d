import type { Finding } from '@tmws/domain';

/** What the safety scan found on the revisions of patterns, and who let it pass. */
export interface FindingRepository {
  /** What was found on a revision, in the order of the place, approved or not. */
  scanned(patternId: string, revision: number): Promise<readonly Finding[]>;
  /** What was found on a revision and nobody has let pass yet, in the order of the place. */
  open(patternId: string, revision: number): Promise<readonly Finding[]>;
  /** The owner lets them pass. */
  approve(findingIds: readonly string[], approval: { readonly agentId: string; readonly at: Date }): Promise<void>;
}
