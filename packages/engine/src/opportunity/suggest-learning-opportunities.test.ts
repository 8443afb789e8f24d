import { type Pattern, unusedRecord } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import type { OpportunityRepository } from '../ports/opportunity-repository.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { suggestLearningOpportunities } from './suggest-learning-opportunities.ts';

const DAY = 86_400_000;
const ANN = buildCaller({ agentId: 'ann' });

const suggest = (engine: Engine, namespace?: string) => suggestLearningOpportunities(engine, ANN, { namespace });

const search = (engine: Engine, query: string, over: { agentId?: string; times?: number; namespace?: string } = {}) => {
  for (let time = 0; time < (over.times ?? 1); time += 1) {
    engine.demandLog.note({
      namespace: over.namespace ?? 'team-a',
      agentId: over.agentId ?? 'ann',
      query,
      bestSimilarity: undefined,
    });
  }
};

const area = (name: string, noteCount = 11) => ({
  area: name,
  patternCount: 0,
  noteCount,
  useCount: 0,
  recentCount: 0,
  earlierCount: 0,
});

/** An engine whose rows tell these numbers. */
const withNumbers = async (numbers: Partial<OpportunityRepository>): Promise<TestEngine> => {
  const engine = await createTestEngine();
  const { unitOfWork } = engine;
  return {
    ...engine,
    unitOfWork: {
      ...unitOfWork,
      read: (work) =>
        unitOfWork.read((store) => work({ ...store, opportunities: { ...store.opportunities, ...numbers } })),
    },
  };
};

const describing = (id: string, description: string, over: Partial<Pattern> = {}): Pattern =>
  buildPattern({
    id,
    patternName: 'backoff',
    version: `1.0.${id.codePointAt(0)}`,
    patternData: { description },
    ...over,
  });

describe('suggestLearningOpportunities', () => {
  test('answers well-formed where there is nothing [suggest.empty]', async () => {
    await using engine = await closing(createTestEngine());
    expect(await suggest(engine)).toEqual({
      totalMemories: 0,
      totalPatterns: 0,
      coverageRatio: 0,
      opportunities: [],
      opportunityCount: 0,
      priorityBreakdown: { high: 0, medium: 0, low: 0 },
    });
  });

  test('counts all opportunities and shows ten [suggest.counts-agree]', async () => {
    const stale = { id: 'p', patternName: 'old', lastActivityAt: new Date('2025-01-01T00:00:00Z') };
    const struggling = { id: 'q', patternName: 'bad', successRate: 0.2, outcomeCount: 5 };
    await using engine = await closing(
      withNumbers({
        areas: async () => ['a', 'b', 'c'].map((name) => area(name)),
        improvable: async () => ({ shown: [struggling], count: 4, urgent: 1 }),
        stale: async () => ({ shown: Array.from({ length: 5 }, () => stale), count: 5 }),
      }),
    );
    const result = await suggest(engine);
    expect(result.opportunities).toHaveLength(9);
    expect(result.opportunityCount).toBe(12);
    expect(result.priorityBreakdown).toEqual({ high: 4, medium: 3, low: 5 });
  });

  test('names what was searched for in vain, a search just made too [suggest.unmet-demand]', async () => {
    await using engine = await closing(createTestEngine());
    search(engine, 'rotate the secrets', { times: 3 });
    search(engine, 'the secrets rotate', { times: 2 });
    const { opportunities } = await suggest(engine);
    expect(opportunities).toMatchObject([
      {
        type: 'unmet_demand',
        area: 'rotate the secrets',
        evidence: { searchCount: 5, agentCount: 1, exampleQueries: ['rotate the secrets', 'the secrets rotate'] },
      },
    ]);
  });

  test('shows what others search for only where two of them do, and never across namespaces', async () => {
    await using engine = await closing(createTestEngine());
    search(engine, 'rotate secrets', { agentId: 'bob', times: 10 });
    search(engine, 'rotate secrets', { agentId: 'carol', namespace: 'team-b' });
    search(engine, 'bake bread', { namespace: 'team-b', times: 5 });
    expect((await suggest(engine)).opportunities).toEqual([]);
    search(engine, 'secrets rotate', { agentId: 'carol' });
    const { opportunities } = await suggest(engine);
    expect(opportunities).toMatchObject([{ evidence: { searchCount: 11, agentCount: 2 } }]);
    expect((await suggest(engine, 'team-b')).opportunities).toEqual([]);
  });

  test('groups by words while the embedding model is away, and says so', async () => {
    const embedder = createStubEmbedder({ state: { kind: 'unavailable', reason: 'The endpoint is down.' } });
    await using engine = await closing(createTestEngine({ embedder }));
    search(engine, 'rotate secrets', { times: 2 });
    search(engine, 'secrets rotate');
    const { opportunities } = await suggest(engine);
    expect(opportunities).toMatchObject([
      { reason: expect.stringContaining('grouped by words'), evidence: { searchCount: 3 } },
    ]);
  });

  test('leaves out what a readable pattern answers by now', async () => {
    const answer = buildPattern({
      id: 'p',
      patternName: 'rotate secrets',
      patternData: { description: 'rotate secrets' },
    });
    await using engine = await closing(createTestEngine({ patterns: [answer] }));
    search(engine, 'rotate secrets', { times: 5 });
    search(engine, 'bake bread', { times: 5 });
    const { opportunities } = await suggest(engine);
    expect(opportunities.map((opportunity) => opportunity.area)).toEqual(['bake bread']);
  });

  test('forgets demand after 90 days [suggest.demand-kept]', async () => {
    await using engine = await closing(createTestEngine());
    search(engine, 'rotate secrets', { times: 5 });
    expect((await suggest(engine)).opportunityCount).toBe(1);
    engine.clock.advance(89 * DAY);
    expect((await suggest(engine)).opportunityCount).toBe(1);
    engine.clock.advance(2 * DAY);
    expect((await suggest(engine)).opportunityCount).toBe(0);
  });

  test("counts the caller's own searches that name an area as activity in it", async () => {
    await using engine = await closing(withNumbers({ areas: async () => [area('api_design', 10), area('bread', 0)] }));
    expect((await suggest(engine)).coverageRatio).toBe(0);
    search(engine, 'how to do api design');
    search(engine, 'design of another thing');
    search(engine, 'api design', { agentId: 'bob' });
    const [first] = (await suggest(engine)).opportunities;
    expect(first).toMatchObject({
      type: 'pattern_opportunity',
      reason: expect.stringContaining('(10 memories, 1 search)'),
    });
  });

  test('names near-duplicates with their ids, heads that the caller may read alone [suggest.consolidation]', async () => {
    const text = 'try a failing call again after growing pauses';
    const patterns = [
      describing('a', text),
      describing('b', text),
      describing('c', 'bake a loaf of bread'),
      describing('d', text, { agentId: 'bob' }),
      describing('e', text, { isHead: false }),
      describing('f', text, { status: 'DEPRECATED' }),
    ];
    await using engine = await closing(createTestEngine({ patterns }));
    const { opportunities } = await suggest(engine);
    expect(opportunities).toMatchObject([
      { type: 'consolidation_opportunity', area: 'backoff', evidence: { patternCount: 2, patternIds: ['a', 'b'] } },
    ]);
  });

  test('shows no duplicate that the caller may not read any more, however late the index is', async () => {
    const shared = { accessLevel: 'PUBLIC', agentId: 'bob' } as const;
    const patterns = [describing('a', 'one text'), describing('b', 'one text', shared)];
    await using engine = await closing(createTestEngine({ patterns }));
    expect((await suggest(engine)).opportunityCount).toBe(1);
    await engine.unitOfWork.write((store) =>
      store.patterns.update(describing('b', 'one text', { ...shared, accessLevel: 'PRIVATE', revision: 2 }), {
        agentId: 'bob',
        actingFor: undefined,
        reason: undefined,
      }),
    );
    expect((await suggest(engine)).opportunityCount).toBe(0);
  });

  test('finds no duplicates while the index is damaged, or where the model has no mark', async () => {
    const patterns = [describing('a', 'one text'), describing('b', 'one text')];
    await using engine = await closing(createTestEngine({ patterns }));
    engine.index.damage('lost');
    expect((await suggest(engine)).opportunityCount).toBe(0);
    const embedder = createStubEmbedder({ model: { duplicateMark: undefined } });
    await using unmarked = await closing(createTestEngine({ patterns, embedder }));
    expect((await suggest(unmarked)).opportunityCount).toBe(0);
  });

  test('refuses a namespace that cannot be one', async () => {
    await using engine = await closing(createTestEngine());
    await expect(suggest(engine, 'no/name')).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
  });

  test('counts readable patterns and answers while searches cannot be written', async () => {
    const usage = unusedRecord(new Date());
    const patterns = [buildPattern({ id: 'a', usage }), buildPattern({ id: 'b', agentId: 'bob', usage })];
    await using engine = await closing(createTestEngine({ patterns }));
    search(engine, 'rotate secrets', { times: 5 });
    engine.unitOfWork.failNextCommit(new Error('disk full'));
    expect(await suggest(engine)).toMatchObject({ totalPatterns: 1, opportunityCount: 0 });
    expect(await suggest(engine)).toMatchObject({ opportunityCount: 1 });
  });
});

/** An engine that ends with its test. */
async function closing(made: Promise<TestEngine>): Promise<TestEngine & AsyncDisposable> {
  const engine = await made;
  return {
    ...engine,
    [Symbol.asyncDispose]: async () => {
      await engine.demandLog.close().catch(() => undefined);
      await engine.indexer.close();
    },
  };
}
