import type { Caller } from '@tmws/domain';
import { buildCaller } from '@tmws/engine/testing';
import { Metadata, type MethodDescriptor } from 'nice-grpc';
import { describe, expect, test } from 'vitest';
import { forgetCallersAfter } from './forget-callers.ts';
import { withScope } from './with-scope.ts';

const context = (caller: Caller) => ({
  caller,
  metadata: Metadata(),
  peer: '',
  header: Metadata(),
  trailer: Metadata(),
  sendHeader: () => undefined,
  signal: new AbortController().signal,
});

const callOf = (path: string, options: MethodDescriptor['options'] = {}, answer = async () => 'done') => ({
  method: { path: `/tmws.learning.v1.${path}`, requestStream: false, responseStream: false, options } as const,
  requestStream: false as const,
  request: {},
  responseStream: false as const,
  // biome-ignore lint/correctness/useYield: the rest of a call with one answer returns it
  next: async function* () {
    return await answer();
  },
});

describe('withScope', () => {
  const pass = async (path: string, caller: Partial<Caller>): Promise<unknown> => {
    const who = buildCaller({ agentId: 'ann', ...caller });
    return (await withScope(callOf(path), context(who)).next()).value;
  };

  test('lets a key of scope admin do everything', async () => {
    const admin = { credential: 'api-key', scopes: ['admin'] } as const;
    for (const path of ['PatternService/GetPattern', 'PatternService/CreatePattern', 'AdminService/Reindex']) {
      expect(await pass(path, admin)).toBe('done');
    }
  });

  test('wants an admin for an rpc that it does not know', async () => {
    await expect(pass('NewService/NewRpc', { credential: 'api-key' })).rejects.toMatchObject({
      reason: 'SCOPE_MISSING',
      metadata: { rpc: 'NewRpc', scope: 'admin', scopes: 'read, write' },
    });
  });

  test('speaks of admins, not of keys, to a caller over the socket', async () => {
    await expect(pass('AdminService/CreateBackup', {})).rejects.toMatchObject({
      reason: 'NOT_ADMIN',
      metadata: { rpc: 'CreateBackup', agent_id: 'ann' },
    });
  });
});

describe('forgetCallersAfter', () => {
  const forgottenBy = async (path: string, options = {}, answer = async () => 'done'): Promise<number> => {
    let forgotten = 0;
    const forget = forgetCallersAfter(() => (forgotten += 1));
    await forget(callOf(path, options, answer), context(buildCaller({ agentId: 'ann' })))
      .next()
      .catch(() => undefined);
    return forgotten;
  };

  test('has callers forgotten when a call ends that may change who they are, however it ends', async () => {
    expect(await forgottenBy('AccessService/DeleteApiKey')).toBe(1);
    expect(await forgottenBy('AccessService/DeleteMembership', {}, () => Promise.reject(new Error('late')))).toBe(1);
  });

  test('leaves them remembered after reads, and after what is about patterns', async () => {
    expect(await forgottenBy('AccessService/WhoAmI', { idempotencyLevel: 'NO_SIDE_EFFECTS' })).toBe(0);
    expect(await forgottenBy('PatternService/CreatePattern')).toBe(0);
  });
});
