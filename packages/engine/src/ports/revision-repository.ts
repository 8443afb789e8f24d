import type { PatternContent } from '@tmws/domain';

/** One content that a pattern has or had. */
export interface Revision {
  readonly patternId: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** Who wrote it. */
  readonly agentId: string;
  /** For whom; undefined: for itself. */
  readonly actingFor: string | undefined;
  readonly reason: string | undefined;
  readonly createdAt: Date;
  /** Undefined where it was redacted. */
  readonly content: PatternContent | undefined;
}

/** The contents that patterns have and had. They are written with the pattern, by `PatternRepository`. */
export interface RevisionRepository {
  find(patternId: string, number: number): Promise<Revision | undefined>;
  /** Newest first, those below the number `before` where it is given. */
  list(
    patternId: string,
    page: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly Revision[]>;
  /** Removes the content of one revision for good. */
  redact(patternId: string, number: number, by: { readonly agentId: string; readonly at: Date }): Promise<void>;
}
