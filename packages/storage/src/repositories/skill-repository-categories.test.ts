import { isIn, type Pattern } from '@tmws/domain';
import type { UnitOfWork } from '@tmws/engine';
import { createMemoryUnitOfWork } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (minute: number) => ({ createdAt: new Date(60_000 * minute), updatedAt: new Date(60_000 * minute) });

const here = samplePattern({ ...at(1), patternName: 'here', patternData: { description: 'Here.' } });
const patterns: readonly Pattern[] = [
  samplePattern({ ...at(9), patternName: 'authored', patternData: { description: 'Authored.', problem: 'Other.' } }),
  here,
  samplePattern({ ...at(2), patternName: 'there', patternData: { description: '', problem: 'There.' } }),
  samplePattern({ ...at(3), patternName: 'both', patternData: { pattern_content: 'x'.repeat(2_000) } }),
  samplePattern({ ...at(4), patternName: 'silent', patternData: {} }),
  samplePattern({ ...at(5), patternName: 'next-of-here', lineageId: here.lineageId, version: '1.0.1' }),
  samplePattern({ ...at(6), patternName: 'filtered', category: 'secret' }),
];
const rootsOf: Readonly<Record<string, readonly string[]>> = { here: ['a'], there: ['b'], both: ['a', 'b'] };

const fill = (storage: UnitOfWork): Promise<void> =>
  storage.write(async (store) => {
    for (const pattern of patterns) {
      await store.patterns.insert(pattern);
      for (const root of rootsOf[pattern.patternName] ?? []) {
        const source = { patternId: pattern.id, root, path: pattern.patternName, digest: 'd'.repeat(64) };
        await store.skills.addSource({ ...source, importedAt: new Date(1) });
      }
    }
  });

const examplesOf = (storage: UnitOfWork, limit: number) =>
  storage.read(async (store) => {
    const where = isIn('category', [here.category]);
    const found = await store.skills.categoryExamples({ where, apartFromRoot: 'a', limit });
    return found.map(({ patternName, description }) => [patternName, description]);
  });

test('Examples of categories are the oldest patterns that pass, without what one root alone has, in SQL as in memory', async () => {
  await using world = await temporaryStorage();
  const memory = createMemoryUnitOfWork();
  await fill(world.storage);
  await fill(memory);
  const expected = [
    ['there', 'There.'],
    ['both', 'x'.repeat(1_000)],
    ['silent', ''],
    ['authored', 'Authored.'],
  ];
  for (const storage of [world.storage, memory]) {
    expect(await examplesOf(storage, 10)).toEqual(expected);
    expect(await examplesOf(storage, 2)).toEqual(expected.slice(0, 2));
  }
});
