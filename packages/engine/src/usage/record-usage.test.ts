import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type RecordUsageInput, recordUsage } from './record-usage.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const DAY = 86_400_000;

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  await engine.unitOfWork.write(async (store) => {
    await store.patterns.insert(buildPattern({ id: 'p', accessLevel: 'TEAM' }));
    await store.patterns.insert(buildPattern({ id: 'secret' }));
  });
  const use = (input: Partial<RecordUsageInput> = {}, caller = ann) =>
    recordUsage(engine, caller, { patternId: 'p', ...input });
  const stored = () => engine.unitOfWork.committed().patterns.get('p');
  return { engine, use, stored };
};

describe('recording a use', () => {
  test('writes history and counters, and answers with the new ones [usage.record, usage.execution-time]', async () => {
    const { engine, use, stored } = await setUp();
    const contextData = { task: ['a', { b: null }] };
    const { usage, pattern } = await use({ success: true, executionTime: 0.25, contextData });
    expect(engine.unitOfWork.committed().usages.get(usage.id)).toMatchObject({
      patternId: 'p',
      agentId: 'ann',
      success: true,
      executionTime: 0.25,
      contextData,
      usedAt: engine.clock.now(),
    });
    expect(pattern.usage).toEqual(stored()?.usage);
    expect(pattern.usage).toMatchObject({ usageCount: 1, successCount: 1, ownerUsageCount: 1, totalTime: 0.25 });
  });

  test('changes neither the revision nor the time of update nor the index [usage.last-used-at]', async () => {
    const { engine, use, stored } = await setUp();
    const before = stored();
    engine.clock.advance(DAY);
    await use({ success: false });
    expect(stored()).toMatchObject({ revision: before?.revision, updatedAt: before?.updatedAt });
    expect(stored()?.usage.lastUsedAt).toEqual(engine.clock.now());
    expect(engine.unitOfWork.committed().outbox.size).toBe(0);
  });

  test('keeps an outcome apart from none, and the owner from others [usage.count-all]', async () => {
    const { use, stored } = await setUp();
    await use();
    await use({ success: false }, bob);
    await use({ success: true }, bob);
    expect(stored()?.usage).toMatchObject({ usageCount: 3, successCount: 1, failureCount: 1, ownerUsageCount: 1 });
  });

  test('counts every one of many at the same time [usage.concurrent]', async () => {
    const { engine, use, stored } = await setUp();
    await Promise.all(Array.from({ length: 200 }, () => use({ success: true })));
    expect(stored()?.usage.usageCount).toBe(200);
    expect(engine.unitOfWork.committed().usages.size).toBe(200);
  });

  test('counts once under one request id [usage.idempotent]', async () => {
    const { use, stored } = await setUp();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const answers = await Promise.all(Array.from({ length: 32 }, () => use({ success: true, requestId })));
    expect(new Set(answers.map(({ usage }) => usage.id)).size).toBe(1);
    expect(stored()?.usage.usageCount).toBe(1);
    await expect(use({ success: false, requestId })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });
});

describe('effectiveness', () => {
  test('takes ten outcomes of one agent in 90 days, and of another agent ten more [usage.effectiveness-cap]', async () => {
    const { engine, use, stored } = await setUp();
    for (let count = 0; count < 10; count += 1) await use({ success: true });
    const ten = stored()?.usage.effectiveness ?? 0;
    await use({ success: true });
    expect(stored()?.usage).toMatchObject({ successCount: 11, effectiveness: ten });
    await use({ success: true }, bob);
    expect(stored()?.usage.effectiveness).toBeGreaterThan(ten);
    engine.clock.advance(91 * DAY);
    const later = stored()?.usage.decayedSuccesses ?? 0;
    await use({ success: true });
    expect(stored()?.usage.decayedSuccesses).toBeGreaterThan(later / 2);
    expect([...engine.unitOfWork.committed().usages.values()].at(-1)?.countsInEffectiveness).toBe(true);
  });

  test("is not moved by the author's prior [usage.effectiveness-prior]", async () => {
    const { engine, use, stored } = await setUp();
    const sure = buildPattern({ id: 'sure', confidencePrior: 1 });
    await engine.unitOfWork.write((store) => store.patterns.insert(sure));
    for (const success of [true, false, true]) {
      await use({ success });
      await use({ patternId: 'sure', success });
    }
    const { effectiveness } = engine.unitOfWork.committed().patterns.get('sure')?.usage ?? {};
    expect(effectiveness).toBe(stored()?.usage.effectiveness);
    expect(effectiveness).not.toBe(sure.usage.effectiveness);
  });

  test('is not used up by uses without an outcome', async () => {
    const { use, stored } = await setUp();
    for (let count = 0; count < 12; count += 1) await use();
    await use({ success: true });
    expect(stored()?.usage.decayedSuccesses).toBe(1);
  });
});

describe('a use that is refused', () => {
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'for a time of %d seconds writes nothing [usage.execution-time]',
    async (executionTime) => {
      const { engine, use } = await setUp();
      await expect(use({ executionTime })).rejects.toMatchObject({ violations: [{ field: 'execution_time' }] });
      expect(engine.unitOfWork.committed().usages.size).toBe(0);
    },
  );

  test('for its context names the place', async () => {
    const { use } = await setUp();
    await expect(use({ contextData: { a: [Number.NaN] } })).rejects.toMatchObject({
      violations: [{ field: 'context_data.a[0]' }],
    });
  });

  test('for a pattern that may not be read is as for an unknown one', async () => {
    const { use } = await setUp();
    for (const patternId of ['secret', 'unknown']) {
      await expect(use({ patternId }, bob)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('for another agent in its name', async () => {
    const { use } = await setUp();
    await expect(use({ usingAgentId: 'bob' })).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
  });
});
