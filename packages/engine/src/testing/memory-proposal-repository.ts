import { conditionSubject, evaluate, type Pattern } from '@tmws/domain';
import type { ProposalListQuery, ProposalRepository } from '../ports/proposal-repository.ts';
import type { MemoryState } from './memory-state.ts';

const isVisible = (pattern: Pattern, maker: string, query: ProposalListQuery): boolean => {
  const subject = conditionSubject(pattern);
  return (maker === query.maker && evaluate(query.readable, subject)) || evaluate(query.changeable, subject);
};

/** The proposals of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryProposalRepository = (state: () => MemoryState): ProposalRepository => ({
  insert: async (proposal) => {
    state().proposals.set(proposal.id, proposal);
  },
  find: async (id) => state().proposals.get(id),
  list: async (query) => {
    const { after } = query;
    return [...state().proposals.values()]
      .flatMap((proposal) => {
        const pattern = state().patterns.get(proposal.patternId);
        if (pattern === undefined || !isVisible(pattern, proposal.agentId, query)) return [];
        return [{ proposal, patternName: pattern.patternName, owner: pattern.agentId }];
      })
      .filter(
        ({ proposal, owner }) =>
          (query.patternId ?? proposal.patternId) === proposal.patternId &&
          (query.state ?? proposal.state) === proposal.state &&
          (query.agentId ?? proposal.agentId) === proposal.agentId &&
          (query.owner ?? owner) === owner,
      )
      .filter(({ proposal: { createdAt, id } }) => {
        if (after === undefined || createdAt < after.createdAt) return true;
        return createdAt.getTime() === after.createdAt.getTime() && id < after.id;
      })
      .toSorted(
        (a, b) =>
          b.proposal.createdAt.getTime() - a.proposal.createdAt.getTime() || (a.proposal.id < b.proposal.id ? 1 : -1),
      )
      .slice(0, query.limit);
  },
  decide: async (id, decision) => {
    const proposal = state().proposals.get(id);
    if (proposal !== undefined) state().proposals.set(id, { ...proposal, ...decision });
  },
});
