import type { Pattern } from '@tmws/domain';

/** Takes patterns away, for a while or for good. */
export interface PatternRemoval {
  /** Hides a pattern; its content, counters and revision stay as they are. */
  hide(pattern: Pattern, at: Date): Promise<void>;
  /** Brings a hidden pattern back. @throws DomainError PATTERN_EXISTS or VERSION_EXISTS where its name and version are taken */
  show(pattern: Pattern, at: Date): Promise<void>;
  /** Ids of patterns hidden before that time, the oldest first. */
  hiddenBefore(time: Date, limit: number): Promise<readonly string[]>;
  /**
   * Removes a pattern with its revisions, uses, proposals, findings, the files that no other pattern has, answers that
   * are kept for repeated requests, and what was asked when it was the answer.
   */
  purge(pattern: Pattern, at: Date): Promise<void>;
  /** Forgets the vectors of texts by their digests, of every model. */
  forgetVectors(digests: readonly string[]): Promise<void>;
  /** Forgets the answers, kept for repeated requests, that show the pattern. */
  forgetAnswers(patternId: string): Promise<void>;
}
