import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EndpointClient } from './endpoint-client.ts';
import type { EndpointError } from './endpoint-error.ts';
import { answerWith, breakOff, failWith, type StubEndpoint, startStubEndpoint } from './testing/stub-endpoint.ts';

const KEY = 'sk-very-secret';
const once = { timeoutMilliseconds: 10_000, attempts: 1 };
const thrice = { timeoutMilliseconds: 10_000, attempts: 3 };
const { signal } = new AbortController();
let stub: StubEndpoint;
let client: EndpointClient;

beforeEach(async () => {
  stub = await startStubEndpoint();
  client = new EndpointClient({ url: stub.url, model: 'm-1', apiKey: KEY });
});
afterEach(() => stub[Symbol.asyncDispose]());

const failureOf = async (embedded: Promise<unknown>): Promise<EndpointError> =>
  embedded.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: EndpointError) => error,
  );

describe('EndpointClient', () => {
  test('asks for the model with the key, and gives vectors of length 1 in order', async () => {
    const vectors = await client.embed(['a', 'bb'], once, signal);
    expect(stub.requests).toEqual([
      { path: '/v1/embeddings', authorization: `Bearer ${KEY}`, model: 'm-1', texts: ['a', 'bb'] },
    ]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    expect(vectors).toEqual([
      ...(await client.embed(['a'], once, signal)),
      ...(await client.embed(['bb'], once, signal)),
    ]);
  });

  test('sends no key where there is none, and keeps what follows the path of the address', async () => {
    const plain = new EndpointClient({ url: `${stub.url}/?api-version=2`, model: 'm', apiKey: undefined });
    await plain.embed(['a'], once, signal);
    expect(stub.requests).toMatchObject([{ path: '/v1/embeddings?api-version=2', authorization: undefined }]);
    expect(plain.shownUrl).toBe(`${stub.url}/embeddings`);
  });

  test('tries again what may pass, and no more often than asked', async () => {
    let left = 2;
    stub.behave((seen, response) => {
      left -= 1;
      if (left < 0) return 'good';
      return left === 0 ? breakOff(seen, response) : failWith(503)(seen, response);
    });
    expect(await client.embed(['a'], thrice, signal)).toHaveLength(1);
    expect(stub.requests).toHaveLength(3);
    stub.behave(failWith(500));
    expect((await failureOf(client.embed(['a'], thrice, signal))).fault).toMatchObject({ kind: 'busy', status: 500 });
    expect(stub.requests).toHaveLength(6);
  });

  test('waits as long as the endpoint asks for', async () => {
    let left = 1;
    stub.behave((seen, response) => (left-- > 0 ? failWith(429, { 'retry-after': '0.5' })(seen, response) : 'good'));
    const start = performance.now();
    await client.embed(['a'], thrice, signal);
    expect(performance.now() - start).toBeGreaterThanOrEqual(495);
  });

  test.each([
    [401, 'key'],
    [403, 'key'],
    [400, 'texts'],
    [413, 'texts'],
    [422, 'texts'],
    [404, 'status'],
    [301, 'status'],
  ])('asks once where status %i will not pass', async (status, kind) => {
    stub.behave(failWith(status, { location: `${stub.url}/elsewhere` }));
    expect((await failureOf(client.embed(['a'], thrice, signal))).fault).toEqual({ kind, status });
    expect(stub.requests).toHaveLength(1);
  });

  test('gives up on an answer that does not come or does not end', async () => {
    const hurry = { timeoutMilliseconds: 50, attempts: 3 };
    stub.behave(() => 'handled');
    expect((await failureOf(client.embed(['a'], hurry, signal))).fault).toEqual({ kind: 'slow', milliseconds: 50 });
    stub.behave((_seen, response) => {
      response.writeHead(200).write('{"data":[');
      return 'handled';
    });
    expect((await failureOf(client.embed(['a'], hurry, signal))).message).toContain('within 0.05 s');
    // On a busy machine a request may not even arrive in that time.
    expect(stub.requests.length).toBeLessThanOrEqual(2);
  });

  test('refuses an answer that is not one', async () => {
    stub.behave(answerWith('<html>'));
    expect((await failureOf(client.embed(['a'], thrice, signal))).fault).toMatchObject({ kind: 'answer' });
  });

  test('tells a place where nothing listens by the code of the system', async () => {
    await stub[Symbol.asyncDispose]();
    const failure = await failureOf(client.embed(['a'], once, signal));
    expect(failure.fault).toEqual({ kind: 'unreachable', code: 'ECONNREFUSED' });
    stub = await startStubEndpoint();
  });

  test('ends at once when its caller does, between two attempts too', async () => {
    const controller = new AbortController();
    stub.behave(failWith(503, { 'retry-after': '60' }));
    const embedded = client.embed(['a'], thrice, controller.signal);
    await expect.poll(() => stub.requests.length).toBe(1);
    controller.abort(new Error('enough'));
    await expect(embedded).rejects.toThrow('enough');
  });

  test('lets the key into no error, whatever the endpoint repeats', async () => {
    for (const status of [400, 401, 404, 500]) {
      stub.behave(failWith(status));
      const failure = await failureOf(client.embed(['a'], once, signal));
      expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(KEY);
    }
  });

  test.each([
    [{ url: 'ftp://host/v1' }, 'embedder', /http:\/\/ or https:\/\//u],
    [{ url: 'no address' }, 'embedder', /http:\/\/ or https:\/\//u],
    [{ url: 'http://user:sk-very-secret@host/v1' }, 'embedder', /TMWS_EMBEDDER_API_KEY/u],
    [{ apiKey: 'sk-very-secret\n' }, 'embedder_api_key', /characters/u],
    [{ apiKey: '' }, 'embedder_api_key', /characters/u],
  ])('refuses %j before any request, without repeating a secret', (wrong, field, description) => {
    const make = (): EndpointClient =>
      new EndpointClient({ url: 'http://host', model: 'm', apiKey: undefined, ...wrong });
    expect(make).toThrow(
      expect.objectContaining({
        reason: 'INVALID_FIELD',
        message: expect.not.stringContaining(KEY),
        violations: [{ field, description: expect.stringMatching(description) }],
      }),
    );
  });
});
