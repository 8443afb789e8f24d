import { buildCaller } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { createCallerCache } from './caller-cache.ts';

test('an agent is recognised once in half a minute', async () => {
  let now = 0;
  let lookups = 0;
  const cached = createCallerCache(
    async () => {
      lookups += 1;
      return buildCaller({ agentId: 'ann' });
    },
    () => now,
  );
  const identity = { agentId: 'ann', namespace: undefined };
  await Promise.all([cached(identity), cached(identity)]);
  expect(lookups).toBe(1);
  now = 31_000;
  await cached(identity);
  expect(lookups).toBe(2);
});

test('a failure is not remembered', async () => {
  let lookups = 0;
  const cached = createCallerCache(async () => {
    lookups += 1;
    if (lookups === 1) throw new Error('away');
    return buildCaller({ agentId: 'ann' });
  });
  const identity = { agentId: 'ann', namespace: 'team' };
  await expect(cached(identity)).rejects.toThrow('away');
  await expect(cached(identity)).resolves.toBeDefined();
});
