import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type ListUsageInput, listUsage } from './list-usage.ts';
import { recordUsage } from './record-usage.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  await engine.unitOfWork.write(async (store) => {
    await store.patterns.insert(buildPattern({ id: 'p', accessLevel: 'TEAM' }));
    await store.patterns.insert(buildPattern({ id: 'secret', agentId: 'ann' }));
  });
  const use = async (changes: Partial<Parameters<typeof recordUsage>[2]> = {}, caller = ann) => {
    const { usage } = await recordUsage(engine, caller, { patternId: 'p', ...changes });
    engine.clock.advance(1_000);
    return usage;
  };
  const list = (input: Partial<ListUsageInput> = {}, caller = bob) =>
    listUsage(engine, caller, { patternId: 'p', outcome: 'any', pageSize: 0, pageToken: '', ...input });
  return { engine, use, list };
};

describe('the history of a pattern', () => {
  test('is shown whole to whoever reads the pattern, newest first [usage.history]', async () => {
    const { use, list } = await setUp();
    const first = await use({ success: true, executionTime: 0, contextData: { a: [1, { b: null }] } });
    const second = await use({}, bob);
    expect(await list()).toEqual({ usages: [second, first], nextPageToken: '' });
  });

  test('is narrowed by agent, time and missing outcome', async () => {
    const { engine, use, list } = await setUp();
    const open = await use();
    const since = engine.clock.now();
    const told = await use({ success: false }, bob);
    const idsOf = async (input: Partial<ListUsageInput>) => (await list(input)).usages.map(({ id }) => id);
    expect(await idsOf({ agentId: 'bob' })).toEqual([told.id]);
    expect(await idsOf({ since })).toEqual([told.id]);
    expect(await idsOf({ outcome: 'none' })).toEqual([open.id]);
    expect(await idsOf({ agentId: '' })).toEqual([told.id, open.id]);
  });

  test('comes in pages that neither repeat nor leave out one, those of one moment too', async () => {
    const { engine, list } = await setUp();
    for (let count = 0; count < 5; count += 1) await recordUsage(engine, ann, { patternId: 'p' });
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await list({ pageSize: 2, pageToken });
      seen.push(...page.usages.map(({ id }) => id));
      pageToken = page.nextPageToken;
      await recordUsage(engine, ann, { patternId: 'p' });
      engine.clock.advance(1);
    } while (pageToken !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(5);
  });

  test('ends a page early where contexts are large', async () => {
    const { use, list } = await setUp();
    for (let count = 0; count < 50; count += 1) await use({ contextData: { text: 'x'.repeat(65_000) } });
    const { usages, nextPageToken } = await list();
    expect(usages.length).toBeLessThan(50);
    expect(nextPageToken).not.toBe('');
    expect((await list({ pageToken: nextPageToken })).usages.length).toBe(50 - usages.length);
  });

  test('of a pattern that may not be read is that of an unknown one [usage.history]', async () => {
    const { list } = await setUp();
    for (const patternId of ['secret', 'unknown']) {
      await expect(list({ patternId })).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('is refused for a token of other parameters and for an impossible page', async () => {
    const { use, list } = await setUp();
    await use();
    await use();
    const { nextPageToken } = await list({ pageSize: 1 });
    await expect(list({ pageSize: 2, pageToken: nextPageToken })).rejects.toMatchObject({
      reason: 'PAGE_TOKEN_INVALID',
    });
    await expect(list({ pageSize: 201 })).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
  });
});
