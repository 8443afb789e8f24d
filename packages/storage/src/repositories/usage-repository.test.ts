import { randomUUID } from 'node:crypto';
import type { Usage, UsageListQuery } from '@tmws/engine';
import { expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (milliseconds: number): Date => new Date(1_700_000_000_000 + milliseconds);

const use = (patternId: string, over: Partial<Usage> = {}): Usage => ({
  id: randomUUID(),
  patternId,
  agentId: 'bob',
  executionTime: 0,
  success: false,
  contextData: { task: ['x', null] },
  usedAt: at(0),
  countsInEffectiveness: true,
  applicationId: undefined,
  ...over,
});

const setUp = async () => {
  const world = await temporaryStorage();
  const pattern = samplePattern();
  await world.storage.write((store) => store.patterns.insert(pattern));
  const insert = (usage: Usage) => world.storage.write((store) => store.usages.insert(usage));
  const list = (query: Partial<UsageListQuery> = {}) =>
    world.storage.read((store) =>
      store.usages.list({
        patternId: pattern.id,
        agentId: undefined,
        since: undefined,
        outcome: 'any',
        after: undefined,
        limit: 10,
        ...query,
      }),
    );
  return { world, pattern, insert, list };
};

test('a use is read as it was written, whatever is known of it', async () => {
  const { world, pattern, insert } = await setUp();
  await using _ = world;
  const uses = [
    use(pattern.id),
    use(pattern.id, { success: undefined, executionTime: undefined, contextData: undefined }),
  ];
  for (const usage of uses) {
    await insert(usage);
    expect(await world.storage.read((store) => store.usages.find(usage.id))).toEqual(usage);
  }
  expect(await world.storage.read((store) => store.usages.find(randomUUID()))).toBeUndefined();
});

test('uses are listed newest first, narrowed and in pages, those of one moment by id', async () => {
  const { world, pattern, insert, list } = await setUp();
  await using _ = world;
  const ids = ['a', 'b', 'c'].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`);
  const [first = '', second = '', third = ''] = ids;
  await insert(use(pattern.id, { id: first, usedAt: at(1), agentId: 'alice' }));
  await insert(use(pattern.id, { id: second, usedAt: at(1), success: undefined }));
  await insert(use(pattern.id, { id: third, usedAt: at(2) }));
  const idsOf = async (query: Partial<UsageListQuery>) => (await list(query)).map(({ id }) => id);
  expect(await idsOf({})).toEqual(ids.toReversed());
  expect(await idsOf({ limit: 1, after: { usedAt: at(2), id: ids[2] ?? '' } })).toEqual([ids[1]]);
  expect(await idsOf({ after: { usedAt: at(1), id: ids[1] ?? '' } })).toEqual([ids[0]]);
  expect(await idsOf({ agentId: 'alice' })).toEqual([ids[0]]);
  expect(await idsOf({ since: at(2) })).toEqual([ids[2]]);
  expect(await idsOf({ outcome: 'none' })).toEqual([ids[1]]);
  expect(await idsOf({ patternId: randomUUID() })).toEqual([]);
});

test('an outcome that comes late is written with its time, and reported for its application', async () => {
  const { world, pattern, insert } = await setUp();
  await using _ = world;
  const { storage, folder } = world;
  const applicationId = randomUUID();
  await storage.write((store) =>
    store.applications.insert({
      id: applicationId,
      agentId: 'bob',
      query: 'q',
      at: at(0),
      isMentioned: false,
      patterns: [{ patternId: pattern.id, rank: 1, similarity: 0.8 }],
    }),
  );
  const open = use(pattern.id, { success: undefined, applicationId, countsInEffectiveness: false });
  await insert(open);
  const reported = () => lookInto(folder, 'select usage_id from application_patterns');
  expect(reported()).toEqual([{ usage_id: null }]);
  const known: Usage = { ...open, success: true, executionTime: 2, contextData: { a: 1 }, countsInEffectiveness: true };
  await storage.write((store) => store.usages.saveOutcome(known, at(7)));
  expect(await storage.read((store) => store.usages.find(open.id))).toEqual(known);
  expect(lookInto(folder, 'select outcome_at from usages')).toEqual([{ outcome_at: at(7).getTime() }]);
  expect(reported()).toEqual([{ usage_id: open.id }]);
});

test('ranking values of patterns without a new outcome are read in pages and written alone', async () => {
  const { world, pattern } = await setUp();
  await using _ = world;
  const { storage } = world;
  const rested = { ...pattern.usage, decayedSuccesses: 2, decayedFailures: 1, decayedAt: at(0) };
  const others = [samplePattern(), samplePattern()];
  await storage.write(async (store) => {
    for (const other of others) await store.patterns.insert({ ...other, usage: rested });
    await store.patterns.saveUsage(pattern.id, { ...rested, decayedAt: at(50) });
  });
  const read = (after: string) =>
    storage.read((store) => store.usages.restingEffectiveness({ before: at(50), after, limit: 1 }));
  const [first] = await read('');
  const [second] = await read(first?.patternId ?? '');
  expect([first?.patternId, second?.patternId]).toEqual(others.map(({ id }) => id).toSorted());
  expect(first).toMatchObject({ decayedSuccesses: 2, decayedFailures: 1, decayedAt: at(0) });
  expect(await read(second?.patternId ?? '')).toEqual([]);
  await storage.write((store) =>
    store.usages.saveEffectiveness([{ patternId: first?.patternId ?? '', effectiveness: 0.25 }]),
  );
  const changed = await storage.read((store) => store.patterns.find(first?.patternId ?? ''));
  expect(changed?.usage).toEqual({ ...rested, effectiveness: 0.25 });
});

test('the time of the last refresh is kept', async () => {
  const { world } = await setUp();
  await using _ = world;
  const { storage } = world;
  const refreshedAt = () => storage.read((store) => store.usages.effectivenessRefreshedAt());
  expect(await refreshedAt()).toBeUndefined();
  for (const time of [at(1), at(2)]) {
    await storage.write((store) => store.usages.noteEffectivenessRefreshed(time));
    expect(await refreshedAt()).toEqual(time);
  }
});
