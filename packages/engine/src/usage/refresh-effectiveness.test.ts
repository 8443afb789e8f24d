import { afterEach, expect, test } from 'vitest';
import { searchPatterns } from '../search/search-patterns.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { recordUsage } from './record-usage.ts';
import { refreshEffectiveness } from './refresh-effectiveness.ts';

const ann = buildCaller({ agentId: 'ann' });
const DAY = 86_400_000;

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine({
    patterns: ['good', 'bad', 'unused'].map((id) => buildPattern({ id, agentId: 'ann' })),
  });
  engines.push(engine);
  const stored = (id: string): number =>
    engine.unitOfWork.committed().patterns.get(id)?.usage.effectiveness ?? Number.NaN;
  const order = async (): Promise<readonly string[]> => {
    const asked = { mode: 'HYBRID', versions: 'heads', pageSize: 0, pageToken: '', contentBytes: undefined } as const;
    return (await searchPatterns(engine, ann, asked)).hits.map(({ pattern }) => pattern.id);
  };
  return { engine, stored, order };
};

test('the order of a search without a query follows evidence as it ages, without a use [usage.effectiveness-refresh]', async () => {
  const { engine, stored, order } = await setUp();
  await recordUsage(engine, ann, { patternId: 'good', success: true });
  for (let count = 0; count < 3; count += 1) await recordUsage(engine, ann, { patternId: 'bad', success: false });
  const [good, bad, unused] = ['good', 'bad', 'unused'].map(stored);
  expect(await order()).toEqual(['good', 'unused', 'bad']);
  engine.clock.advance(DAY);
  expect(stored('good')).toBe(good);
  expect(await refreshEffectiveness(engine)).toBe(2);
  expect(stored('good')).toBeLessThan(good ?? 0);
  expect(stored('bad')).toBeGreaterThan(bad ?? 1);
  expect(stored('unused')).toBe(unused);
});

test('four old successes stay before three new ones only until their age is counted [usage.effectiveness-refresh]', async () => {
  const { engine, order } = await setUp();
  for (let count = 0; count < 4; count += 1) await recordUsage(engine, ann, { patternId: 'good', success: true });
  engine.clock.advance(60 * DAY);
  for (let count = 0; count < 3; count += 1) await recordUsage(engine, ann, { patternId: 'bad', success: true });
  expect(await order()).toEqual(['good', 'bad', 'unused']);
  engine.clock.advance(DAY);
  await refreshEffectiveness(engine);
  expect(await order()).toEqual(['bad', 'good', 'unused']);
});

test('it is done once a day, for those not used that day', async () => {
  const { engine } = await setUp();
  await recordUsage(engine, ann, { patternId: 'good', success: true });
  expect(await refreshEffectiveness(engine)).toBe(0);
  engine.clock.advance(DAY);
  await recordUsage(engine, ann, { patternId: 'bad', success: true });
  expect(await refreshEffectiveness(engine)).toBe(1);
  expect(await refreshEffectiveness(engine)).toBe(0);
  engine.clock.advance(DAY);
  expect(await refreshEffectiveness(engine)).toBe(2);
});

test('one that is ended begins anew the next time', async () => {
  const { engine } = await setUp();
  await recordUsage(engine, ann, { patternId: 'good', success: true });
  engine.clock.advance(DAY);
  await refreshEffectiveness({ ...engine, signal: AbortSignal.abort() });
  expect(await refreshEffectiveness(engine)).toBe(1);
});
