import type { Condition, JsonObject, VersionBump } from '@tmws/domain';
import type { ListCursor } from './store.ts';

/** Where a proposal can stand. */
export const PROPOSAL_STATES = ['OPEN', 'ACCEPTED', 'REJECTED'] as const;

/** One of {@link PROPOSAL_STATES}. */
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Changes to a pattern that an agent suggests to its owner. */
export interface Proposal {
  readonly id: string;
  readonly patternId: string;
  /** Who suggests. */
  readonly agentId: string;
  /** The pattern's revision when it was made. */
  readonly baseRevision: number;
  /** To be merged into `patternData` by RFC 7396. */
  readonly changes: JsonObject;
  /** Which version it should become; undefined: a revision. */
  readonly bump: VersionBump | undefined;
  readonly note: string | undefined;
  readonly state: ProposalState;
  readonly createdAt: Date;
  readonly decidedAt: Date | undefined;
  readonly decidedBy: string | undefined;
  readonly decisionNote: string | undefined;
  /** The pattern and its revision that an accepted one became. */
  readonly resultPatternId: string | undefined;
  readonly resultRevision: number | undefined;
}

/** What the owner decided. */
export type ProposalDecision = Pick<
  Proposal,
  'state' | 'decidedAt' | 'decidedBy' | 'decisionNote' | 'resultPatternId' | 'resultRevision'
>;

/** A proposal with what a listing tells of its pattern. */
export interface ListedProposal {
  readonly proposal: Proposal;
  readonly patternName: string;
  /** The pattern's owner. */
  readonly owner: string;
}

/** A page of proposals: those of the maker on patterns that pass `readable`, and all on patterns that pass `changeable`. */
export interface ProposalListQuery {
  readonly maker: string;
  readonly readable: Condition;
  readonly changeable: Condition;
  readonly patternId?: string | undefined;
  readonly state?: ProposalState | undefined;
  /** Who made it. */
  readonly agentId?: string | undefined;
  /** Owner of the pattern. */
  readonly owner?: string | undefined;
  readonly after?: ListCursor | undefined;
  readonly limit: number;
}

/** Suggested changes and what became of them. */
export interface ProposalRepository {
  insert(proposal: Proposal): Promise<void>;
  find(id: string): Promise<Proposal | undefined>;
  /** Newest first, by creation then id. */
  list(query: ProposalListQuery): Promise<readonly ListedProposal[]>;
  decide(id: string, decision: ProposalDecision): Promise<void>;
}
