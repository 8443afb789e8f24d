import { describe, expect, test } from 'vitest';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const NOW = new Date('2026-11-01T00:00:00Z');

describe('The outbox', () => {
  test('gives its entries in the order of the changes, a stage at a time', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    await storage.write((store) => store.outbox.add(['a', 'b', 'a', 'c'], NOW));
    const entries = await storage.read((store) => store.outbox.pending('words', 10));
    expect(entries.map((entry) => entry.patternId)).toEqual(['a', 'b', 'c']);
    expect(await storage.read((store) => store.outbox.pending('words', 2))).toEqual(entries.slice(0, 2));
    const [a, b] = entries.map((entry) => entry.sequence);
    await storage.write((store) => store.outbox.markWords([a ?? 0, b ?? 0]));
    expect(await storage.read((store) => store.outbox.countPending('words'))).toBe(1);
    expect(await storage.read((store) => store.outbox.pending('meaning', 10))).toEqual(entries.slice(0, 2));
    await storage.write((store) => store.outbox.complete([a ?? 0]));
    expect(await storage.read((store) => store.outbox.countPending('meaning'))).toBe(1);
  });

  test('keeps a change that came while the one before it was being indexed', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    await storage.write((store) => store.outbox.add(['a'], NOW));
    const [older] = await storage.read((store) => store.outbox.pending('words', 1));
    await storage.write((store) => store.outbox.markWords([older?.sequence ?? 0]));
    await storage.write((store) => store.outbox.add(['a'], NOW));
    await storage.write((store) => store.outbox.complete([older?.sequence ?? 0]));
    const [newer] = await storage.read((store) => store.outbox.pending('words', 10));
    expect(newer?.patternId).toBe('a');
    expect(newer?.sequence).toBeGreaterThan(older?.sequence ?? 0);
    expect(await storage.read((store) => store.outbox.countPending('meaning'))).toBe(0);
  });
});
