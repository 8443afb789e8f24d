import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { RemoteError } from '@tmws/client';
import { Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, startHttpServer } from '../testing/http-server.ts';
import { initialize, toolCall } from '../testing/spawned-server.ts';
import { refusal, type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';
import { LARGEST_BODY_BYTES } from './mcp-endpoint.ts';

const KEYS = { ann: ['read', 'write'], bob: ['read', 'write'], reader: ['read'] };
const ACCEPT = 'application/json, text/event-stream';
const LEARN = { pattern_name: 'a', pattern_content: 'b', category: 'c' };

describe('streamable HTTP', () => {
  let workplace: Workplace;
  let core: StandInCore;
  let server: HttpServer;

  const start = async (more: Parameters<typeof startHttpServer>[2] = {}): Promise<HttpServer> => {
    server = await startHttpServer(workplace.environment, KEYS, more);
    return server;
  };
  const send = (body: unknown, headers: Readonly<Record<string, string>> = {}, method = 'POST'): Promise<Response> =>
    fetch(server.url, {
      method,
      headers: { accept: ACCEPT, 'content-type': 'application/json', ...headers },
      ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
  const as = (key: string, more: Readonly<Record<string, string>> = {}) => ({
    authorization: `Bearer ${key}`,
    ...more,
  });
  const open = async (key: string): Promise<string> => {
    const response = await send(initialize('2025-11-25'), as(key));
    await response.text();
    return response.headers.get('mcp-session-id') ?? '';
  };
  const statusIn = async (session: string, key: string, method = 'POST'): Promise<number> => {
    const response = await send(
      { jsonrpc: '2.0', id: 9, method: 'ping' },
      as(key, { 'mcp-session-id': session }),
      method,
    );
    await response.text();
    return response.status;
  };
  /** `fetch` sets Host by itself. */
  const statusFor = (headers: Readonly<Record<string, string>> | readonly string[], method = 'POST'): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest(server.url, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.once('error', reject);
      asked.end(method === 'POST' ? '{}' : undefined);
    });

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInCore(workplace.socket);
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('refuses a foreign Host or Origin before it looks at the key [mcp.http-origin]', async () => {
    await start({ allowedHosts: ['desk.local'] });
    expect(await statusFor({ host: 'evil.example' })).toBe(403);
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      expect(await statusFor({ origin, ...as('ann') })).toBe(403);
    }
    for (const host of ['localhost', '127.0.0.1:80', '[::1]', 'desk.local'])
      expect(await statusFor({ host })).toBe(401);
    expect(await statusFor({ origin: 'http://localhost:3000' })).toBe(401);
  });

  test('refuses a header that is there twice, and a Host that is more than a host', async () => {
    await start();
    const host = new URL(server.url).host;
    for (const [name, good, evil] of [
      ['Host', host, 'evil.example'],
      ['Origin', 'http://localhost', 'https://evil.example'],
      ['Authorization', 'Bearer ann', 'Bearer bob'],
      ['Mcp-Session-Id', 'a', 'b'],
    ] as const) {
      const rest = name === 'Host' ? [] : ['Host', host];
      expect(await statusFor([...rest, name, good, name, evil])).toBe(400);
    }
    for (const odd of ['evil.example@localhost', 'localhost/evil', 'localhost#', 'localhost\\evil', 'localhost?a']) {
      expect(await statusFor({ host: odd, ...as('ann') })).toBe(400);
    }
  });

  test('ends a connection on which the body of a refused request does not end', async () => {
    await start({ unreadMilliseconds: 10 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    socket.on('data', (data: Buffer) => received.push(data));
    socket.on('error', () => {});
    socket.write(`POST /mcp HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1.1 401 /);
  });

  test('ends a stream whose key is none any more, and leaves the others open', async () => {
    await start({ recheckMilliseconds: 10 });
    const listen = async (key: string): Promise<Response> =>
      send(undefined, as(key, { 'mcp-session-id': await open(key), accept: 'text/event-stream' }), 'GET');
    const [ofAnn, ofBob] = [await listen('ann'), await listen('bob')];
    expect([ofAnn.status, ofBob.status]).toEqual([200, 200]);
    server.revoked.add('ann');
    await expect(ofAnn.text()).rejects.toThrow();
    const stillOpen = ofBob.body?.getReader().read();
    expect(await Promise.race([stillOpen, new Promise((resolve) => setTimeout(resolve, 50, 'open'))])).toBe('open');
  });

  test('outlives a client that is gone in the middle of a body that was refused', async () => {
    await start({ unreadMilliseconds: 10 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(`POST /mcp HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    // What comes instead of a chunk ends the request, but not at once its connection.
    socket.write(`5;${'x'.repeat(20_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await send('{}')).status).toBe(401);
  });

  test('answers 405 to a method that the endpoint has not, whatever the key', async () => {
    await start();
    for (const method of ['PUT', 'PATCH', 'TRACE', 'HEAD']) expect(await statusFor({}, method)).toBe(405);
  });

  test('lets pages of its own names read answers, and no others', async () => {
    await start();
    const preflight = await send(
      undefined,
      { origin: 'http://localhost:3000', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    );
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-headers': 'authorization',
      vary: 'Origin',
    });
    const foreign = await send(undefined, { origin: 'https://evil.example' }, 'OPTIONS');
    expect(foreign.status).toBe(403);
    expect(foreign.headers.has('access-control-allow-origin')).toBe(false);
  });

  test.each([{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer ' }, { authorization: 'Bearer made-up' }])(
    'with %j a request acts as nobody: 401, and where to read of keys [mcp.http-identity]',
    async (headers) => {
      await start();
      const response = await send(toolCall(1, 'apply_pattern', {}), headers);
      expect(response.status).toBe(401);
      const challenge = response.headers.get('www-authenticate') ?? '';
      expect(challenge).toMatch(/^Bearer .*resource_metadata="/);
      const [, url = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
      const metadata = await (await fetch(url)).json();
      expect(metadata).toEqual(expect.objectContaining({ resource: server.url, scopes_supported: ['read', 'write'] }));
      expect(metadata).not.toHaveProperty('authorization_servers');
      expect(core.metadata).toEqual([]);
    },
  );

  test('names the issuers and the public URL that it was told', async () => {
    await start({
      publicUrl: new URL('https://patterns.example/team/mcp'),
      authorizationServers: ['https://login.example/'],
    });
    const response = await send({});
    expect(response.headers.get('www-authenticate')).toContain(
      'resource_metadata="https://patterns.example/.well-known/oauth-protected-resource/team/mcp"',
    );
    const at = new URL('/.well-known/oauth-protected-resource/team/mcp', server.url);
    expect(await (await fetch(at)).json()).toMatchObject({
      resource: 'https://patterns.example/team/mcp',
      authorization_servers: ['https://login.example/'],
    });
  });

  test('a key without the scope is told which it needs [mcp.http-identity]', async () => {
    await start();
    const session = await open('reader');
    const call = (name: string) => send(toolCall(2, name, LEARN), as('reader', { 'mcp-session-id': session }));
    const refused = await call('learn_pattern');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".* scope="write"/);
    expect((await call('apply_pattern')).status).toBe(200);
    expect(core.learned).toEqual([]);
  });

  test('a session is that of the token which opened it, until it is ended [mcp.http-identity]', async () => {
    await start();
    const session = await open('ann');
    expect(await statusIn(session, 'ann')).toBe(200);
    expect(await statusIn(session, 'bob')).toBe(404);
    expect(await statusIn(session, 'bob', 'DELETE')).toBe(404);
    expect(await statusIn('no-such', 'ann')).toBe(404);
    expect(await statusIn(session, 'ann', 'DELETE')).toBe(200);
    expect(await statusIn(session, 'ann')).toBe(404);
    expect((await send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, as('ann'))).status).toBe(400);
  });

  test('sessions end when they were idle for long, not with a stream open', async () => {
    await start({ limits: { idleMilliseconds: 1_000 } });
    const [idle, listening] = [await open('ann'), await open('ann')];
    const stream = await send(undefined, as('ann', { 'mcp-session-id': listening }), 'GET');
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    server.now += 1_001;
    expect(await statusIn(idle, 'ann')).toBe(404);
    expect(await statusIn(listening, 'ann')).toBe(200);
    await stream.body?.cancel();
  });

  test('of too many sessions of an agent the longest idle makes room, and there is an end to them all', async () => {
    await start({ limits: { mostOfAgent: 2, most: 3 } });
    const first = await open('ann');
    server.now += 1;
    const second = await open('ann');
    server.now += 1;
    const third = await open('ann');
    expect(await statusIn(first, 'ann')).toBe(404);
    expect(await statusIn(second, 'ann')).toBe(200);
    expect(await statusIn(third, 'ann')).toBe(200);
    await open('bob');
    const over = await send(initialize('2025-11-25'), as('reader'));
    expect(over.status).toBe(503);
    expect(over.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  test('no answer may be kept by a cache [mcp.http-no-cache]', async () => {
    await start();
    const session = await open('ann');
    const inSession = as('ann', { 'mcp-session-id': session });
    const answers = [
      await send(initialize('2025-11-25'), as('ann')),
      await send(toolCall(2, 'apply_pattern', { pattern_query: 'a', context: '' }), inSession),
      await send({}, {}),
      await send('no json', as('ann')),
      await fetch(new URL('/elsewhere', server.url)),
      await fetch(new URL('/.well-known/oauth-protected-resource', server.url)),
    ];
    for (const { headers } of answers) expect(headers.get('cache-control')).toContain('no-store');
  });

  test('the trace of the header reaches the core, unless the message names its own', async () => {
    await start();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const session = await open('ann');
    const call = toolCall(2, 'apply_pattern', { pattern_query: 'a', context: '' });
    await (await send(call, as('ann', { 'mcp-session-id': session, traceparent }))).text();
    expect(core.metadata.at(-1)?.get('traceparent')).toBe(traceparent);
    expect(core.metadata.at(-1)?.get('authorization')).toBe('Bearer ann');
    expect(core.metadata.at(-1)?.has('x-tmws-agent')).toBe(false);
  });

  test('what is no MCP gets an answer that says so, and the server goes on', async () => {
    await start();
    expect((await send('{"jsonrpc"', as('ann'))).status).toBe(400);
    expect((await send('[['.repeat(100_000), as('ann'))).status).toBe(400);
    expect((await send('a=1', as('ann', { 'content-type': 'application/x-www-form-urlencoded' }))).status).toBe(415);
    expect((await send(undefined, as('ann'), 'PUT')).status).toBeGreaterThanOrEqual(400);
    expect((await send(`"${'x'.repeat(LARGEST_BODY_BYTES)}"`, as('ann'))).status).toBe(413);
    expect((await fetch(new URL('/', server.url))).status).toBe(404);
    expect(await open('ann')).not.toBe('');
  });

  test('an argument of 5 MB is answered', async () => {
    await start();
    const session = await open('ann');
    const call = toolCall(2, 'apply_pattern', { pattern_query: 'x'.repeat(5_000_000), context: '' });
    const response = await send(call, as('ann', { 'mcp-session-id': session }));
    expect(await response.text()).toContain('INVALID_FIELD');
  });

  test('while it drains, what is under way is answered, streams end and nothing new begins', async () => {
    await start();
    const session = await open('ann');
    const inSession = as('ann', { 'mcp-session-id': session });
    const stream = await send(undefined, inSession, 'GET');
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    core.apply = async (_, context) => {
      asked.resolve();
      await go.promise;
      throw refusal(context, Status.RESOURCE_EXHAUSTED, { reason: 'RATE_LIMITED', message: 'Too many calls.' });
    };
    const answer = send(toolCall(2, 'apply_pattern', { pattern_query: 'a', context: '' }), inSession);
    await asked.promise;
    const drained = server.drain();
    expect(await stream.text()).toBe('');
    expect((await send(initialize(), as('ann'))).status).toBe(503);
    go.resolve();
    expect(await (await answer).text()).toContain('RATE_LIMITED');
    await drained;
  });

  test.each([
    ['UNAVAILABLE', 'CORE_UNREACHABLE', 503],
    ['RESOURCE_EXHAUSTED', 'RATE_LIMITED', 429],
  ] as const)(
    'a core that answers %s is told of to nobody in particular, without its place',
    async (code, reason, status) => {
      await start();
      server.unreachable = new RemoteError('No core runs for /home/ann/data.', { reason, code, retryDelay: 2_500 });
      const response = await send(initialize(), as('made-up'));
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe('3');
      expect(await response.text()).not.toContain('/home');
      expect(server.logged()).toContain('/home/ann/data');
    },
  );

  test('no key is in the log', async () => {
    await start();
    await send(toolCall(1, 'apply_pattern', {}), as('secret-of-nobody'));
    await send(toolCall(1, 'apply_pattern', {}), as('ann', { 'mcp-session-id': 'x' }));
    await send(initialize('2026-07-28'), as('ann', { 'mcp-protocol-version': '2026-07-28' }));
    const session = await open('ann');
    await core[Symbol.asyncDispose]();
    await (await send(toolCall(2, 'learn_pattern', {}), as('ann', { 'mcp-session-id': session }))).text();
    expect(server.logged()).not.toBe('');
    expect(server.logged()).not.toMatch(/secret-of-nobody|Bearer|"ann"/);
  });
});
