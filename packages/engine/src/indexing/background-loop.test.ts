import { describe, expect, test } from 'vitest';
import { createBackgroundLoop, pause } from './background-loop.ts';

const setUp = (run: () => Promise<void>) => {
  const abort = new AbortController();
  const errors: unknown[] = [];
  const loop = createBackgroundLoop({
    run,
    onError: (error) => errors.push(error),
    retryAfterMilliseconds: 1,
    signal: abort.signal,
  });
  return { loop, abort, errors };
};

describe('a background loop', () => {
  test('runs when it is asked, never twice at once, and once more for what was asked meanwhile', async () => {
    let runs = 0;
    let running = 0;
    const { loop } = setUp(async () => {
      runs += 1;
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(runs).toBe(0);
    loop.kick();
    await loop.idle();
    expect(runs).toBe(1);
    loop.kick();
    loop.kick();
    loop.kick();
    await loop.idle();
    expect(runs).toBe(3);
  });

  test('loses no request that comes at the moment in which it ends', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      let runs = 0;
      const { loop } = setUp(async () => {
        runs += 1;
      });
      loop.kick();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const before = runs;
      loop.kick();
      await loop.idle();
      expect(runs).toBeGreaterThan(before);
    }
  });

  test('reports a failed run and tries again', async () => {
    let runs = 0;
    const { loop, errors } = setUp(async () => {
      runs += 1;
      if (runs < 3) throw new Error(`failure ${runs}`);
    });
    loop.kick();
    await loop.idle();
    expect(runs).toBe(3);
    expect(errors.map(String)).toEqual(['Error: failure 1', 'Error: failure 2']);
  });

  test('ends with its signal, and a failure of the end is not reported', async () => {
    let runs = 0;
    const { loop, abort, errors } = setUp(async () => {
      runs += 1;
      abort.abort();
      throw new Error('ending');
    });
    loop.kick();
    await loop.idle();
    loop.kick();
    await loop.idle();
    expect([runs, errors]).toEqual([1, []]);
  });
});

test('a pause ends at once when its signal aborts', async () => {
  const abort = new AbortController();
  const paused = pause(60_000, abort.signal);
  abort.abort();
  await paused;
  await pause(60_000, abort.signal);
});
