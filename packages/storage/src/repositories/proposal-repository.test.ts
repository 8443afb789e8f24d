import { randomUUID } from 'node:crypto';
import { changeableBy, readableBy } from '@tmws/domain';
import type { Proposal, ProposalListQuery, UnitOfWork } from '@tmws/engine';
import { buildCaller } from '@tmws/engine/testing';
import { describe, expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (milliseconds: number): Date => new Date(1_700_000_000_000 + milliseconds);

const member = (agentId: string) =>
  buildCaller({ agentId, memberships: [{ namespace: 'default', role: 'member' }], namespace: 'default' });

const proposal = (patternId: string, over: Partial<Proposal> = {}): Proposal => ({
  id: randomUUID(),
  patternId,
  agentId: 'bob',
  baseRevision: 1,
  changes: { steps: ['one', null], nested: { 'a/b': 0 } },
  bump: undefined,
  note: undefined,
  state: 'OPEN',
  createdAt: at(0),
  decidedAt: undefined,
  decidedBy: undefined,
  decisionNote: undefined,
  resultPatternId: undefined,
  resultRevision: undefined,
  ...over,
});

const queryOf = (agentId: string, over: Partial<ProposalListQuery> = {}): ProposalListQuery => {
  const caller = member(agentId);
  return { maker: agentId, readable: readableBy(caller), changeable: changeableBy(caller), limit: 10, ...over };
};

const listed = async (storage: UnitOfWork, query: ProposalListQuery): Promise<readonly string[]> =>
  (await storage.read((store) => store.proposals.list(query))).map((found) => found.proposal.id);

describe('Proposals', () => {
  test('come back exactly as they were stored, and as they were decided', async () => {
    await using world = await temporaryStorage();
    const pattern = samplePattern();
    const whole = proposal(pattern.id, { bump: 'MINOR', note: 'why' });
    const bare = proposal(pattern.id);
    const decision = {
      state: 'ACCEPTED',
      decidedAt: at(9),
      decidedBy: 'alice',
      decisionNote: 'fine',
      resultPatternId: pattern.id,
      resultRevision: 2,
    } as const;
    await world.storage.write(async (store) => {
      await store.patterns.insert(pattern);
      for (const one of [whole, bare]) await store.proposals.insert(one);
      await store.proposals.decide(whole.id, decision);
    });
    await world.storage.read(async (store) => {
      expect(await store.proposals.find(whole.id)).toEqual({ ...whole, ...decision });
      expect(await store.proposals.find(bare.id)).toEqual(bare);
      expect(await store.proposals.find(randomUUID())).toBeUndefined();
    });
  });

  test('are listed to the owner and, while it may read the pattern, to the maker', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    await storage.write((store) => store.identity.provision('carol', 'default'));
    const team = samplePattern({ accessLevel: 'TEAM' });
    const closed = samplePattern({ accessLevel: 'PRIVATE' });
    const gone = samplePattern({ accessLevel: 'TEAM', deletedAt: at(1) });
    const [open, hidden, lost] = [proposal(team.id), proposal(closed.id), proposal(gone.id)];
    await storage.write(async (store) => {
      for (const pattern of [team, closed, gone]) await store.patterns.insert(pattern);
      for (const one of [open, hidden, lost]) await store.proposals.insert(one);
    });
    expect(new Set(await listed(storage, queryOf('alice')))).toEqual(new Set([open.id, hidden.id]));
    expect(await listed(storage, queryOf('bob'))).toEqual([open.id]);
    expect(await listed(storage, queryOf('carol'))).toEqual([]);
    const [found] = await storage.read((store) => store.proposals.list(queryOf('bob')));
    expect(found).toEqual({ proposal: open, patternName: team.patternName, owner: 'alice' });
  });

  test('are listed newest first, go on after a cursor, and pass the filters', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const first = samplePattern({ accessLevel: 'TEAM' });
    const second = samplePattern({ accessLevel: 'TEAM', agentId: 'bob' });
    const all = [0, 1, 1, 2, 3].map((time, index) =>
      proposal(index === 0 ? second.id : first.id, {
        createdAt: at(time),
        state: index === 3 ? 'REJECTED' : 'OPEN',
        agentId: index === 4 ? 'alice' : 'bob',
      }),
    );
    await storage.write(async (store) => {
      await store.patterns.insert(first);
      await store.patterns.insert(second);
      for (const one of all) await store.proposals.insert(one);
    });
    const expected = all.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    const paged: string[] = [];
    for (let after: Proposal | undefined; paged.length < all.length; ) {
      const page = await storage.read((store) => store.proposals.list(queryOf('bob', { after, limit: 2 })));
      after = page.at(-1)?.proposal;
      if (after === undefined) break;
      paged.push(...page.map((found) => found.proposal.id));
    }
    // The one that alice made on her own pattern is no business of bob's.
    expect(paged).toEqual(expected.filter((one) => one.agentId === 'bob').map((one) => one.id));
    expect(await listed(storage, queryOf('alice', { state: 'REJECTED' }))).toEqual([all[3]?.id]);
    expect(await listed(storage, queryOf('alice', { agentId: 'alice' }))).toEqual([all[4]?.id]);
    expect(await listed(storage, queryOf('bob', { owner: 'bob' }))).toEqual([all[0]?.id]);
    expect(await listed(storage, queryOf('bob', { patternId: second.id }))).toEqual([all[0]?.id]);
  });
});

describe('Calls of evolve_pattern', () => {
  test('are counted for each pattern, and an application tells which of its patterns have an outcome', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const [one, other] = [samplePattern(), samplePattern()];
    const applicationId = randomUUID();
    const usageId = randomUUID();
    await storage.write(async (store) => {
      for (const pattern of [one, other]) await store.patterns.insert(pattern);
      await store.applications.insert({
        id: applicationId,
        agentId: 'bob',
        query: 'q',
        at: at(0),
        isMentioned: false,
        patterns: [one, other].map(({ id }, index) => ({ patternId: id, rank: index + 1, similarity: 0.8 })),
      });
      await store.usages.insert({
        id: usageId,
        patternId: one.id,
        agentId: 'bob',
        executionTime: undefined,
        success: true,
        contextData: undefined,
        usedAt: at(1),
        countsInEffectiveness: true,
        applicationId,
      });
      for (const success of [true, false, undefined]) {
        const call = { patternId: one.id, agentId: 'bob', kind: 'report', success, applicationId } as const;
        await store.evolutions.insert({ ...call, id: randomUUID(), notes: 'n', at: at(2) });
      }
    });
    await storage.read(async (store) => {
      expect(await store.evolutions.count(one.id)).toBe(3);
      expect(await store.evolutions.count(other.id)).toBe(0);
      const usageIds = new Map([
        [one.id, usageId],
        [other.id, undefined],
      ]);
      expect(await store.applications.find(applicationId)).toEqual({ agentId: 'bob', usageIds });
      expect(await store.applications.find(randomUUID())).toBeUndefined();
    });
  });
});
