import { buildCaller } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { type CallerLookups, type CallIdentity, createCallerCache } from './caller-cache.ts';

const ann = buildCaller({ agentId: 'ann' });
const socket: CallIdentity = { kind: 'socket', agentId: 'ann', namespace: undefined };
const key: CallIdentity = { kind: 'key', secret: 'tmws_secret', namespace: undefined };

const setUp = (lookups: Partial<CallerLookups> = {}) => {
  let now = 0;
  const seen: string[] = [];
  const cache = createCallerCache(
    {
      socket: async (identity) => {
        seen.push('socket');
        return lookups.socket === undefined ? ann : lookups.socket(identity);
      },
      key: async (identity) => {
        seen.push('key');
        return lookups.key === undefined ? { caller: ann, lastsFor: undefined } : lookups.key(identity);
      },
    },
    () => now,
  );
  return { cache, seen, pass: (milliseconds: number) => (now += milliseconds) };
};

test('an agent is recognised once in half a minute', async () => {
  const { cache, seen, pass } = setUp();
  await Promise.all([cache.resolve(socket), cache.resolve(socket)]);
  pass(29_000);
  await cache.resolve(socket);
  expect(seen).toEqual(['socket']);
  pass(2_000);
  await cache.resolve(socket);
  expect(seen).toEqual(['socket', 'socket']);
});

test('a key is remembered no longer than it lasts', async () => {
  const { cache, seen, pass } = setUp({ key: async () => ({ caller: ann, lastsFor: 1_000 }) });
  await cache.resolve(key);
  pass(999);
  await cache.resolve(key);
  expect(seen).toEqual(['key']);
  pass(1);
  await cache.resolve(key);
  expect(seen).toEqual(['key', 'key']);
});

test('keys, agents and namespaces are told apart', async () => {
  const { cache, seen } = setUp();
  const others: readonly CallIdentity[] = [
    socket,
    { ...socket, namespace: 'team' },
    { ...socket, agentId: 'tmws_secret' },
    key,
    { ...key, namespace: 'team' },
    { ...key, secret: 'ann' },
  ];
  for (const identity of [...others, ...others]) await cache.resolve(identity);
  expect(seen).toHaveLength(others.length);
});

test('what is forgotten is looked up again, also what was being looked up', async () => {
  const { cache, seen } = setUp();
  await cache.resolve(socket);
  cache.forget();
  const before = cache.resolve(socket);
  cache.forget();
  await Promise.all([before, cache.resolve(socket)]);
  await cache.resolve(socket);
  expect(seen).toEqual(['socket', 'socket', 'socket']);
});

test('who joined a namespace is remembered with it under every name', async () => {
  const { cache, seen } = setUp({
    socket: async ({ namespace }) => ({
      ...ann,
      memberships: ['team-a', ...(namespace === undefined ? [] : [namespace])].map((name) => ({
        namespace: name,
        role: 'member' as const,
      })),
    }),
  });
  await cache.resolve(key);
  await cache.resolve({ ...socket, namespace: 'joined' });
  await cache.resolve(key);
  expect(seen).toEqual(['key', 'socket', 'key']);
});

test('a failure is not remembered', async () => {
  let lookups = 0;
  const { cache } = setUp({
    socket: async () => {
      lookups += 1;
      if (lookups === 1) throw new Error('away');
      return ann;
    },
  });
  await expect(cache.resolve(socket)).rejects.toThrow('away');
  await expect(cache.resolve(socket)).resolves.toBeDefined();
});
