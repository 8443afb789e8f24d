import { describe, expect, test } from 'vitest';
import { samplePattern } from './testing/sample-pattern.ts';
import { temporaryStorage } from './testing/temporary-storage.ts';

describe('The event loop', () => {
  test('turns while a large batch is written, and while many writes queue', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const patterns = Array.from({ length: 1_000 }, () => samplePattern());
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await storage.write(async (store) => {
      for (const pattern of patterns) await store.patterns.insert(pattern);
    });
    expect(turns).toBeGreaterThan(2);
    turns = 0;
    await Promise.all(Array.from({ length: 300 }, () => storage.write((store) => store.outbox.add(['x'], new Date()))));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
