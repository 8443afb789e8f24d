import type { ConditionSubject } from '@tmws/domain';

/** What happened to a pattern. */
export const CHANGE_KINDS = ['created', 'updated', 'deleted', 'undeleted', 'purged'] as const;

/** One of {@link CHANGE_KINDS}. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What tells who may read a pattern and which filters it passes, at one time. */
export type ChangeSubject = Pick<
  ConditionSubject,
  'id' | 'agentId' | 'namespace' | 'accessLevel' | 'status' | 'category' | 'sharedWithAgents' | 'isDeleted'
>;

/** One change of one pattern. */
export interface FeedChange {
  /** Grows with each change. */
  readonly sequence: number;
  readonly patternId: string;
  readonly kind: ChangeKind;
  readonly at: Date;
  /** As it was before; undefined where it did not exist. */
  readonly before: ChangeSubject | undefined;
  /** As it was after; undefined where it is gone. */
  readonly after: ChangeSubject | undefined;
}

/** All changes of patterns, in the order in which they were committed. */
export interface ChangeFeed {
  /** The sequence of the latest change; 0 where there is none. */
  latest(): Promise<number>;
  /** The changes after that sequence, oldest first. */
  since(sequence: number, limit: number): Promise<readonly FeedChange[]>;
  /** 32 secret bytes that seal the tokens of this installation; undefined where none were made yet. */
  tokenKey(): Promise<Uint8Array | undefined>;
  /** Keeps the secret bytes unless there are some. */
  keepTokenKey(key: Uint8Array): Promise<void>;
}
