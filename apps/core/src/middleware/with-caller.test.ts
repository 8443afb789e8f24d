import { DomainError } from '@tmws/domain';
import { buildCaller } from '@tmws/engine/testing';
import { Metadata } from 'nice-grpc';
import { expect, test } from 'vitest';
import { withCaller } from './with-caller.ts';

test('an answer that goes on ends when its key does, and outlives a failure to look at it', async () => {
  const looks: string[] = [];
  const outcomes = [undefined, new Error('busy'), undefined, new DomainError('KEY_INVALID', 'The API key is revoked.')];
  const recognise = withCaller({
    transport: 'tcp',
    defaultAgent: 'nobody',
    recheck: 1,
    resolve: async () => {
      const failure = outcomes[looks.length];
      looks.push('look');
      if (failure !== undefined) throw failure;
      return buildCaller({ agentId: 'ann' });
    },
  });
  const ended = Promise.withResolvers<unknown>();
  const call = {
    method: { path: '/service/Watch', requestStream: false, responseStream: true, options: {} } as const,
    requestStream: false as const,
    request: {},
    responseStream: true as const,
    next: async function* (_request: object, { signal }: { readonly signal: AbortSignal }) {
      yield 'first';
      signal.addEventListener('abort', () => ended.resolve(signal.reason));
      await ended.promise;
    },
  };
  const answers = recognise(call, {
    metadata: Metadata({ authorization: 'Bearer tmws_secret' }),
    peer: '',
    header: Metadata(),
    trailer: Metadata(),
    sendHeader: () => undefined,
    signal: new AbortController().signal,
  });
  expect((await answers.next()).value).toBe('first');
  await expect(answers.next()).rejects.toMatchObject({ reason: 'KEY_INVALID' });
  expect(looks).toHaveLength(outcomes.length);
  expect(await ended.promise).toMatchObject({ reason: 'KEY_INVALID' });
});
