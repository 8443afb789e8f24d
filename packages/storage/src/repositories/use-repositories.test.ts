import { randomUUID } from 'node:crypto';
import type { Usage } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (milliseconds: number): Date => new Date(1_700_000_000_000 + milliseconds);

const use = (patternId: string, over: Partial<Usage> = {}): Usage => ({
  id: randomUUID(),
  patternId,
  agentId: 'bob',
  executionTime: 1.5,
  success: true,
  contextData: { task: 'x' },
  usedAt: at(0),
  countsInEffectiveness: true,
  applicationId: undefined,
  ...over,
});

describe('The history of use', () => {
  test('counts the outcomes of one agent on one pattern that entered effectiveness', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const pattern = samplePattern();
    const other = samplePattern();
    await storage.write(async (store) => {
      await store.patterns.insert(pattern);
      await store.patterns.insert(other);
      for (const usage of [
        use(pattern.id),
        use(pattern.id, { success: false, usedAt: at(5) }),
        use(pattern.id, { success: undefined }),
        use(pattern.id, { countsInEffectiveness: false }),
        use(pattern.id, { agentId: 'alice' }),
        use(pattern.id, { usedAt: at(-1) }),
        use(other.id),
      ]) {
        await store.usages.insert(usage);
      }
    });
    expect(await storage.read((store) => store.usages.countedOutcomes(pattern.id, 'bob', at(0)))).toBe(2);
    expect(lookInto(world.folder, 'select count(*) as count from usages where success is null')).toEqual([
      { count: 1 },
    ]);
  });
});

describe('Applications', () => {
  const application = (id: string, time: Date, patternIds: readonly string[]) => ({
    id,
    agentId: 'bob',
    query: `query ${id}`,
    at: time,
    isMentioned: false,
    patterns: patternIds.map((patternId, index) => ({ patternId, rank: index + 1, similarity: 0.8 })),
  });

  test('without an outcome are mentioned once, the newest first', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const pattern = samplePattern();
    await storage.write(async (store) => {
      await store.patterns.insert(pattern);
      for (const [id, time] of [
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['late', 100],
      ] as const) {
        await store.applications.insert(application(id, at(time), [pattern.id, 'purged meanwhile']));
      }
      await store.usages.insert(use(pattern.id, { applicationId: 'c' }));
      await store.usages.insert(use(pattern.id, { applicationId: 'b', success: undefined }));
    });
    const take = (agent = 'bob') => storage.write((store) => store.applications.takeOpen(agent, at(50)));
    expect(await take('alice')).toBeUndefined();
    expect(await take()).toEqual({ id: 'b', query: 'query b', at: at(2), patternIds: [pattern.id] });
    expect((await take())?.id).toBe('a');
    expect(await take()).toBeUndefined();
  });
});

describe('Request memory', () => {
  test('gives the first answer until it is forgotten, to the same agent only', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const entry = { agentId: 'bob', requestId: 'r', digest: 'd', answer: { id: 1 }, at: at(10) };
    await storage.write((store) => store.requests.remember(entry));
    const find = (agent: string, since: Date) => storage.read((store) => store.requests.find(agent, 'r', since));
    expect(await find('bob', at(10))).toEqual({ digest: 'd', answer: { id: 1 } });
    expect(await find('bob', at(11))).toBeUndefined();
    expect(await find('alice', at(0))).toBeUndefined();
    await storage.write((store) => store.requests.remember({ ...entry, answer: { id: 2 }, at: at(20) }));
    expect((await find('bob', at(11)))?.answer).toEqual({ id: 2 });
    await storage.write((store) => store.requests.forgetBefore(at(21)));
    expect(await find('bob', at(0))).toBeUndefined();
  });
});

describe('Demand', () => {
  test('is kept until its time is over', async () => {
    await using world = await temporaryStorage();
    const entries = Array.from({ length: 2_500 }, (_, index) => ({
      id: randomUUID(),
      namespace: 'default',
      agentId: 'bob',
      query: 'how',
      bestSimilarity: index % 2 === 0 ? 0.5 : undefined,
      at: at(index),
    }));
    await world.storage.write((store) => store.demand.insertMany(entries));
    await world.storage.write((store) => store.demand.forgetBefore(at(500)));
    expect(lookInto(world.folder, 'select count(*) as count, count(best_similarity) as known from demand')).toEqual([
      { count: 2_000, known: 1_000 },
    ]);
  });
});

describe('The vector cache', () => {
  test('gives back the very numbers, by model and digest', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const vector = Float32Array.from([0.1, -2.5e-7, 3, Number.MIN_VALUE]);
    const vectors = new Map(Array.from({ length: 1_500 }, (_, index) => [`digest ${index}`, vector]));
    await storage.write((store) => store.vectors.save('model-a', vectors));
    await storage.write((store) => store.vectors.save('model-a', new Map([['digest 1', new Float32Array(4)]])));
    const digests = [...vectors.keys(), 'absent'];
    const found = await storage.read((store) => store.vectors.find('model-a', digests));
    expect(found.size).toBe(1_500);
    expect(found.get('digest 1')).toEqual(vector);
    expect((await storage.read((store) => store.vectors.find('model-b', digests))).size).toBe(0);
  });
});
