import { type Caller, changeableBy, type JsonObject, readableBy } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import type { ListedProposal, ProposalState } from '../ports/proposal-repository.ts';
import type { ListCursor } from '../ports/store.ts';

/** Which proposals are asked for. */
export interface ListProposalsInput {
  readonly patternId?: string | undefined;
  readonly state?: ProposalState | undefined;
  /** Who made them. */
  readonly agentId?: string | undefined;
  /** Owner of the patterns. */
  readonly owner?: string | undefined;
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of proposals, newest first. */
export interface ListProposalsResult {
  readonly proposals: readonly ListedProposal[];
  readonly nextPageToken: string;
}

const cursorOf = (position: JsonObject | undefined): ListCursor | undefined =>
  typeof position?.createdAt === 'number' && typeof position.id === 'string'
    ? { createdAt: new Date(position.createdAt), id: position.id }
    : undefined;

const given = (filter: string | undefined): string | undefined => (filter === '' ? undefined : filter);

/**
 * The proposals on patterns that the caller may change, and those that it made on patterns that it may read.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listProposals = async (
  engine: Pick<Engine, 'unitOfWork'>,
  caller: Caller,
  input: ListProposalsInput,
): Promise<ListProposalsResult> => {
  const size = pageSizeOf(input.pageSize);
  const filter = {
    patternId: given(input.patternId),
    state: input.state,
    agentId: given(input.agentId),
    owner: given(input.owner),
  };
  const binding = {
    agentId: caller.agentId,
    parameters: JSON.parse(JSON.stringify({ call: 'ListProposals', ...filter, size })) satisfies JsonObject,
  };
  const after = cursorOf(readPageToken(binding, input.pageToken));
  const visible = { maker: caller.agentId, readable: readableBy(caller), changeable: changeableBy(caller) };
  const found = await engine.unitOfWork.read((store) =>
    store.proposals.list({ ...visible, ...filter, after, limit: size + 1 }),
  );
  const proposals = found.slice(0, size);
  const last = proposals.at(-1)?.proposal;
  const isMore = found.length > size && last !== undefined;
  return {
    proposals,
    nextPageToken: isMore ? writePageToken(binding, { createdAt: last.createdAt.getTime(), id: last.id }) : '',
  };
};
