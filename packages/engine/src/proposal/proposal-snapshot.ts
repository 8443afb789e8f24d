import { isJsonObject, type JsonObject, type JsonValue } from '@tmws/domain';
import type { ListedProposal } from '../ports/proposal-repository.ts';

/** A proposal as JSON, to remember an answer by. */
export const toProposalSnapshot = (listed: ListedProposal): JsonObject => JSON.parse(JSON.stringify(listed));

/** The proposal that {@link toProposalSnapshot} wrote down. */
export const fromProposalSnapshot = (snapshot: JsonValue | undefined): ListedProposal => {
  const listed: ListedProposal = JSON.parse(JSON.stringify(isJsonObject(snapshot) ? snapshot : {}));
  const { createdAt, decidedAt } = listed.proposal;
  return {
    ...listed,
    proposal: {
      ...listed.proposal,
      createdAt: new Date(createdAt),
      decidedAt: decidedAt === undefined ? undefined : new Date(decidedAt),
    },
  };
};
