import type { Caller, JsonObject } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller, buildPattern, createTestEngine, type TestEngine } from '../testing/index.ts';
import { acceptProposal } from './accept-proposal.ts';
import { type CreateProposalInput, createProposal } from './create-proposal.ts';
import { getProposal } from './get-proposal.ts';
import { listProposals } from './list-proposals.ts';
import { rejectProposal } from './reject-proposal.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const carol = buildCaller({ agentId: 'carol' });
const eve = buildCaller({ agentId: 'eve', memberships: [] });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const DATA: JsonObject = { description: 'Try again', steps: ['wait', 'try'], old: 1 };
const CHANGES: JsonObject = { steps: ['wait longer'], old: null, performance_notes: { p95: 12 } };

const setUp = async () => {
  const engine = await createTestEngine({
    patterns: [
      buildPattern({ id: 'p', accessLevel: 'TEAM', patternData: DATA }),
      buildPattern({ id: 'secret' }),
      buildPattern({ id: 'other', accessLevel: 'TEAM', agentId: 'carol' }),
    ],
  });
  engines.push(engine);
  const propose = async (input: Partial<CreateProposalInput> = {}, caller: Caller = bob) =>
    (await createProposal(engine, caller, { patternId: 'p', changes: CHANGES, ...input })).proposal;
  const stored = (id = 'p') => engine.unitOfWork.read((store) => store.patterns.find(id));
  const idsOf = async (caller: Caller, filter: object = {}) =>
    (await listProposals(engine, caller, { pageSize: 0, pageToken: '', ...filter })).proposals.map(
      ({ proposal }) => proposal.id,
    );
  return { engine, propose, stored, idsOf };
};

const WAYS = { get: getProposal, accept: acceptProposal, reject: rejectProposal };

describe('A proposal', () => {
  test('of a reader is stored and changes nothing in the pattern [proposal.create]', async () => {
    const { engine, propose, stored } = await setUp();
    const before = await stored();
    const proposal = await propose({ note: 'Measured', bump: 'MINOR' });
    expect(proposal).toMatchObject({ patternId: 'p', agentId: 'bob', state: 'OPEN', baseRevision: 1, bump: 'MINOR' });
    expect(engine.unitOfWork.committed().proposals.get(proposal.id)).toEqual(proposal);
    expect(await stored()).toEqual(before);
  });

  test('needs a pattern that may be read, changes, and a result within the limits', async () => {
    const { engine, propose } = await setUp();
    for (const patternId of ['secret', 'unknown']) {
      await expect(propose({ patternId })).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    }
    const large = { text: 'x'.repeat(256 * 1024 - 20) };
    for (const input of [{ changes: {} }, { changes: undefined }, { changes: large }, { note: 'n'.repeat(4_001) }]) {
      await expect(propose(input)).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
    }
    expect(engine.unitOfWork.committed().proposals.size).toBe(0);
  });

  test('is shown to its maker and to the owner, and is unknown to everybody else [proposal.get]', async () => {
    const { engine, propose } = await setUp();
    const proposal = await propose({ note: 'Measured' });
    for (const caller of [ann, bob]) {
      const shown = await getProposal(engine, caller, { proposalId: proposal.id });
      expect(shown).toMatchObject({ proposal, owner: 'ann', patternName: 'pattern-p' });
      expect(Object.fromEntries(shown.changes.map(({ path, kind }) => [path, kind]))).toEqual({
        '/pattern_data/steps/0': 'CHANGED',
        '/pattern_data/steps/1': 'REMOVED',
        '/pattern_data/old': 'REMOVED',
        '/pattern_data/performance_notes': 'ADDED',
      });
    }
    for (const caller of [carol, eve]) {
      for (const way of Object.values(WAYS)) {
        await expect(way(engine, caller, { proposalId: proposal.id })).rejects.toMatchObject({
          reason: 'PROPOSAL_NOT_FOUND',
        });
      }
    }
  });

  test('is hidden from a maker who may read the pattern no longer', async () => {
    const { engine, propose, idsOf } = await setUp();
    const { id } = await propose();
    const gone = { ...bob, memberships: [] };
    await expect(getProposal(engine, gone, { proposalId: id })).rejects.toMatchObject({ reason: 'PROPOSAL_NOT_FOUND' });
    expect(await idsOf(gone)).toEqual([]);
  });

  test('is listed to owner and maker, newest first, and passes the filters [proposal.list]', async () => {
    const { engine, propose, idsOf } = await setUp();
    const first = await propose();
    engine.clock.advance(1_000);
    const second = await propose({ patternId: 'other' });
    const third = await propose({}, carol);
    await rejectProposal(engine, ann, { proposalId: third.id });
    expect(await idsOf(ann)).toEqual([third.id, first.id]);
    expect(await idsOf(bob)).toEqual([second.id, first.id]);
    expect(await idsOf(carol)).toEqual([third.id, second.id]);
    expect(await idsOf(eve)).toEqual([]);
    expect(await idsOf(ann, { state: 'OPEN' })).toEqual([first.id]);
    expect(await idsOf(carol, { owner: 'carol' })).toEqual([second.id]);
    expect(await idsOf(carol, { agentId: 'carol', patternId: 'p' })).toEqual([third.id]);
    const page = await listProposals(engine, bob, { pageSize: 1, pageToken: '' });
    const next = await listProposals(engine, bob, { pageSize: 1, pageToken: page.nextPageToken });
    expect([...page.proposals, ...next.proposals].map(({ proposal }) => proposal.id)).toEqual([second.id, first.id]);
    expect(next.nextPageToken).toBe('');
    const stolen = { pageSize: 1, pageToken: page.nextPageToken };
    await expect(listProposals(engine, carol, stolen)).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
  });
});

describe('The owner', () => {
  test('accepts a proposal as a revision that names it and its maker [proposal.accept]', async () => {
    const { engine, propose, stored } = await setUp();
    const { id } = await propose();
    await expect(acceptProposal(engine, bob, { proposalId: id })).rejects.toMatchObject({
      reason: 'NOT_OWNER',
      metadata: { owner: 'ann', proposal_id: id },
    });
    const result = await acceptProposal(engine, ann, { proposalId: id, note: 'Thanks', etag: '1' });
    expect(result.pattern).toMatchObject({
      id: 'p',
      revision: 2,
      patternData: { description: 'Try again', steps: ['wait longer'], performance_notes: { p95: 12 } },
    });
    expect(await stored()).toEqual(result.pattern);
    const revision = await engine.unitOfWork.read((store) => store.revisions.find('p', 2));
    expect(revision).toMatchObject({ agentId: 'ann', reason: `Proposal ${id} by bob` });
    expect(result.proposal).toMatchObject({
      state: 'ACCEPTED',
      decidedBy: 'ann',
      decidedAt: engine.clock.now(),
      decisionNote: 'Thanks',
      resultPatternId: 'p',
      resultRevision: 2,
    });
    expect(result.searchable.byWords).toBe(true);
  });

  test('accepts one as a new version where that was proposed, and the pattern stays', async () => {
    const { engine, propose, stored } = await setUp();
    const minor = await acceptProposal(engine, ann, { proposalId: (await propose({ bump: 'MINOR' })).id });
    expect(minor.pattern).toMatchObject({ version: '1.1.0', parentPatternId: 'p', lineageId: 'p' });
    const again = await acceptProposal(engine, ann, { proposalId: (await propose({ bump: 'MINOR' })).id });
    expect(again.pattern.version).toBe('1.2.0');
    const major = await acceptProposal(engine, ann, { proposalId: (await propose()).id, bump: 'MAJOR' });
    expect(major.pattern.version).toBe('2.0.0');
    expect(await stored()).toMatchObject({ revision: 1, patternData: DATA });
  });

  test('accepts nothing on a revision that has changed since it was read, or that would break the limits', async () => {
    const { engine, propose, stored } = await setUp();
    const [first, second, third] = [
      await propose(),
      await propose(),
      await propose({ changes: { b: 'x'.repeat(200_000) } }),
    ];
    await acceptProposal(engine, ann, { proposalId: first.id });
    await expect(acceptProposal(engine, ann, { proposalId: second.id, etag: '1' })).rejects.toMatchObject({
      reason: 'REVISION_CONFLICT',
      metadata: { etag: '2' },
    });
    const fill = await propose({ changes: { a: 'x'.repeat(200_000) } });
    await acceptProposal(engine, ann, { proposalId: third.id });
    await expect(acceptProposal(engine, ann, { proposalId: fill.id })).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      violations: [{ field: 'changes' }],
    });
    expect(await stored()).toMatchObject({ revision: 3 });
    expect(engine.unitOfWork.committed().proposals.get(fill.id)?.state).toBe('OPEN');
  });

  test('rejects a proposal with a reason that its maker sees, and may not accept it afterwards [proposal.reject]', async () => {
    const { engine, propose, stored } = await setUp();
    const before = await stored();
    const { id } = await propose();
    await expect(rejectProposal(engine, bob, { proposalId: id })).rejects.toMatchObject({ reason: 'NOT_OWNER' });
    await rejectProposal(engine, ann, { proposalId: id, note: 'Not on MySQL' });
    expect(await stored()).toEqual(before);
    const shown = await getProposal(engine, bob, { proposalId: id });
    expect(shown.proposal).toMatchObject({ state: 'REJECTED', decisionNote: 'Not on MySQL', decidedBy: 'ann' });
    for (const decide of [acceptProposal, rejectProposal]) {
      await expect(decide(engine, ann, { proposalId: id })).rejects.toMatchObject({
        reason: 'PROPOSAL_CLOSED',
        metadata: { proposal_id: id, state: 'REJECTED' },
      });
    }
  });

  test('decides once, however many times at once', async () => {
    const { engine, propose, stored } = await setUp();
    const { id } = await propose();
    const decisions = await Promise.allSettled(
      Array.from({ length: 8 }, () => acceptProposal(engine, ann, { proposalId: id })),
    );
    expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stored()).toMatchObject({ revision: 2 });
  });

  test('of a SYSTEM pattern is any system admin', async () => {
    const engine = await createTestEngine({
      patterns: [buildPattern({ id: 's', accessLevel: 'SYSTEM', agentId: 'system', patternData: DATA })],
    });
    engines.push(engine);
    const root = buildCaller({ agentId: 'root', systemAdmin: true });
    const { proposal } = await createProposal(engine, bob, { patternId: 's', changes: CHANGES });
    const { pattern } = await acceptProposal(engine, root, { proposalId: proposal.id, bump: 'PATCH' });
    expect(pattern).toMatchObject({ agentId: 'system', accessLevel: 'SYSTEM', version: '1.0.1' });
  });

  test('gets the first answer to a request that is repeated', async () => {
    const { engine, propose } = await setUp();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const [made, again] = [await propose({ requestId }), await propose({ requestId })];
    expect(again).toEqual(made);
    const input = { proposalId: made.id, requestId };
    const [first, second] = [await acceptProposal(engine, ann, input), await acceptProposal(engine, ann, input)];
    expect(second).toEqual(first);
    expect(first.pattern.revision).toBe(2);
  });
});
