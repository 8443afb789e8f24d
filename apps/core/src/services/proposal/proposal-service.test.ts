import { AccessLevel, DataChangeKind, ProposalState, VersionBump } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let artemis: Clients;
let hestia: Clients;
let third: Clients;

beforeAll(async () => {
  core = await startTestCore();
  // Whoever comes first is the system admin, which none of the others must be.
  await core.as('root').access.whoAmI({});
  artemis = core.as('artemis-optimizer', 'team');
  hestia = core.as('hestia-auditor', 'team');
  third = core.as('third', 'team');
});

afterAll(() => core[Symbol.asyncDispose]());

const create = async (owner: Clients, patternName: string, accessLevel: AccessLevel = AccessLevel.TEAM) => {
  const { pattern } = await owner.patterns.createPattern({
    patternName,
    category: 'performance',
    patternData: { description: 'Cache what is read often', old: 1 },
    accessLevel,
    sharedWithAgents: accessLevel === AccessLevel.SHARED ? ['artemis-optimizer'] : [],
  });
  return pattern?.id ?? '';
};

describe('ProposalService', () => {
  test('keeps what a reader suggests until the owner accepts it [proposal.create, proposal.get, proposal.list, proposal.accept]', async () => {
    const patternId = await create(artemis, 'cache');
    const before = await artemis.patterns.getPattern({ patternId });
    const request = { patternId, changes: { old: null, ttl: 60 }, note: 'Stale reads otherwise' };
    const { proposal, findings } = await hestia.proposals.createProposal(request);
    expect(proposal).toMatchObject({
      patternId,
      patternName: 'cache',
      agentId: 'hestia-auditor',
      owner: 'artemis-optimizer',
      changes: { old: null, ttl: 60 },
      bump: VersionBump.UNSPECIFIED,
      note: 'Stale reads otherwise',
      state: ProposalState.OPEN,
      baseRevision: 1,
      decidedAt: undefined,
      decisionNote: '',
    });
    expect(findings.map(({ field }) => field)).toContain('pattern_data.problem');
    expect(await artemis.patterns.getPattern({ patternId })).toEqual(before);
    const proposalId = proposal?.id ?? '';
    for (const clients of [artemis, hestia]) {
      const shown = await clients.proposals.getProposal({ proposalId });
      expect(shown.changes).toEqual([
        { path: '/pattern_data/old', kind: DataChangeKind.REMOVED, oldValue: 1, newValue: undefined },
        { path: '/pattern_data/ttl', kind: DataChangeKind.ADDED, oldValue: undefined, newValue: 60 },
      ]);
      const { proposals } = await clients.proposals.listProposals({ patternId, state: ProposalState.OPEN });
      expect(proposals).toEqual([{ ...proposal, changes: undefined }]);
    }
    expect((await third.proposals.listProposals({})).proposals).toEqual([]);
    const hidden = await refusalOf((options) => third.proposals.getProposal({ proposalId }, options));
    expect(hidden).toMatchObject({ code: 'NOT_FOUND', reason: 'PROPOSAL_NOT_FOUND' });
    const own = await refusalOf((options) => hestia.proposals.acceptProposal({ proposalId }, options));
    expect(own).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_OWNER' });
    const accepted = await artemis.proposals.acceptProposal({ proposalId, note: 'Thanks' });
    expect(accepted.pattern).toMatchObject({ id: patternId, revision: 2, patternData: { ttl: 60 } });
    expect(accepted.proposal).toMatchObject({ state: ProposalState.ACCEPTED, decisionNote: 'Thanks' });
    expect(accepted.searchableByWords).toBe(true);
    const got = await hestia.patterns.getPattern({ patternId });
    expect(got.pattern?.patternData).toEqual({ description: 'Cache what is read often', ttl: 60 });
  });

  test('keeps a rejected one with its reason, and closes it [proposal.reject]', async () => {
    const patternId = await create(artemis, 'queue');
    const { proposal } = await hestia.proposals.createProposal({ patternId, changes: { size: 1 } });
    const proposalId = proposal?.id ?? '';
    const rejected = await artemis.proposals.rejectProposal({ proposalId, note: 'Too small' });
    expect(rejected.proposal?.state).toBe(ProposalState.REJECTED);
    const shown = await hestia.proposals.getProposal({ proposalId });
    expect(shown.proposal).toMatchObject({ state: ProposalState.REJECTED, decisionNote: 'Too small' });
    const closed = await refusalOf((options) => artemis.proposals.acceptProposal({ proposalId }, options));
    expect(closed).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'PROPOSAL_CLOSED' });
    expect((await artemis.patterns.getPattern({ patternId })).pattern?.revision).toBe(1);
  });

  test('is how one agent reviews what another one owns, whose name it may not use [proposal.review]', async () => {
    const patternId = await create(hestia, 'audit', AccessLevel.SHARED);
    const patternData = { performance_notes: 'Adds 3 ms at the 95th percentile' };
    const inItsName = { patternId, updatingAgentId: 'hestia-auditor', patternData, updateMask: ['pattern_data'] };
    const refusal = await refusalOf((options) => artemis.patterns.updatePattern(inItsName, options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ACTING_FOR_OTHER_DENIED' });
    expect((await hestia.patterns.getPattern({ patternId })).pattern?.revision).toBe(1);
    const { proposal } = await artemis.proposals.createProposal({ patternId, changes: patternData });
    await hestia.proposals.acceptProposal({ proposalId: proposal?.id ?? '' });
    const { pattern } = await artemis.patterns.getPattern({ patternId });
    expect(pattern).toMatchObject({ revision: 2, agentId: 'hestia-auditor', patternData });
    const { revisions } = await hestia.patterns.listRevisions({ patternId });
    expect(revisions[0]).toMatchObject({ agentId: 'hestia-auditor', revision: 2 });
    expect(revisions[0]?.reason).toBe(`Proposal ${proposal?.id} by artemis-optimizer`);
  });
});
