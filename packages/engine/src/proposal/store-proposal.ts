import type { Caller, JsonObject, Pattern, VersionBump } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Proposal } from '../ports/proposal-repository.ts';
import type { Store } from '../ports/store.ts';

/** What is suggested for a pattern. */
export interface SuggestedChanges {
  readonly pattern: Pattern;
  readonly changes: JsonObject;
  readonly bump: VersionBump | undefined;
  readonly note: string | undefined;
}

/** Keeps changes as an open proposal, within a transaction. Checks nothing and changes nothing in the pattern. */
export const storeProposal = async (
  store: Store,
  context: { readonly engine: Pick<Engine, 'clock' | 'newId'>; readonly caller: Caller },
  { pattern, changes, bump, note }: SuggestedChanges,
): Promise<Proposal> => {
  const proposal: Proposal = {
    id: context.engine.newId(),
    patternId: pattern.id,
    agentId: context.caller.agentId,
    baseRevision: pattern.revision,
    changes,
    bump,
    note: note === '' ? undefined : note,
    state: 'OPEN',
    createdAt: context.engine.clock.now(),
    decidedAt: undefined,
    decidedBy: undefined,
    decisionNote: undefined,
    resultPatternId: undefined,
    resultRevision: undefined,
  };
  await store.proposals.insert(proposal);
  return proposal;
};
