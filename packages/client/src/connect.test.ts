import { join } from 'node:path';
import { type CallContext, Metadata, ServerError, Status } from 'nice-grpc';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, lazyClient, lazySharedConnection } from './connect.ts';
import { RemoteError } from './remote-error.ts';
import { refuse, serve, type TestServer } from './testing/serve.ts';
import { createWorkplace, type Workplace } from './testing/workplace.ts';
import type { TmwsClient } from './tmws-client.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const caught = async (work: Promise<unknown>): Promise<RemoteError> => {
  const error = await work.then(
    () => new Error('The call succeeded.'),
    (reason: unknown) => reason,
  );
  if (error instanceof RemoteError) return error;
  throw error;
};

describe('a client of a core', () => {
  let workplace: Workplace;
  let address: string;
  let server: TestServer;
  const clients: TmwsClient[] = [];

  const client = async (variables: Readonly<Record<string, string>> = {}): Promise<TmwsClient> => {
    const made = await connect(workplace.config({ TMWS_ADDRESS: address, ...variables }));
    clients.push(made);
    return made;
  };

  beforeEach(async () => {
    workplace = createWorkplace();
    address = `unix:${join(workplace.folder, 'core.sock')}`;
    server = await serve(address);
  });
  afterEach(async () => {
    for (const made of clients.splice(0)) made.close();
    await server[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  /** Refuses the first `times` calls as a core does that is going away. */
  const refuseFirst = (times: number): void => {
    let left = times;
    server.before = () => {
      if (left > 0) {
        left -= 1;
        throw new ServerError(Status.UNAVAILABLE, 'The core is ending. Try again.');
      }
    };
  };

  describe('says who is calling', () => {
    test('by agent and namespace where there is no API key', async () => {
      const { patterns } = await client({ TMWS_NAMESPACE: 'team' });
      await patterns.getPattern({ patternId: '1' });
      const metadata = server.seen[0]?.metadata;
      expect(metadata?.get('x-tmws-agent')).toBe('tester');
      expect(metadata?.get('x-tmws-namespace')).toBe('team');
      expect(metadata?.get('x-request-id')).toMatch(UUID);
      expect(metadata?.has('authorization')).toBe(false);
      expect(metadata?.has('traceparent')).toBe(false);
    });

    test('by API key where there is one', async () => {
      const { patterns } = await client({ TMWS_API_KEY: 'tmws_key' });
      await patterns.getPattern({ patternId: '1' });
      const metadata = server.seen[0]?.metadata;
      expect(metadata?.get('authorization')).toBe('Bearer tmws_key');
      expect(metadata?.has('x-tmws-agent')).toBe(false);
    });

    test('by the key of each caller over a connection that many share, and never by what the configuration says', async () => {
      const settings = { TMWS_ADDRESS: address, TMWS_API_KEY: 'tmws_own', TMWS_AGENT: 'own' };
      const shared = await lazySharedConnection(workplace.config(settings))();
      const [ann, bob] = [shared.as('tmws_ann'), shared.as('tmws_bob')];
      await Promise.all([ann.patterns.getPattern({ patternId: '1' }), bob.patterns.getPattern({ patternId: '2' })]);
      ann.close();
      await bob.patterns.getPattern({ patternId: '3' });
      const keys = server.seen.map(({ metadata }) => metadata.getAll('authorization'));
      expect(keys.toSorted()).toEqual([['Bearer tmws_ann'], ['Bearer tmws_bob'], ['Bearer tmws_bob']]);
      expect(server.seen.some(({ metadata }) => metadata.has('x-tmws-agent'))).toBe(false);
      shared.close();
      expect(await caught(bob.patterns.getPattern({}))).toMatchObject({ reason: 'CORE_UNREACHABLE' });
    });

    test('never with keys that others could read on the way', async () => {
      const connectTo = lazySharedConnection(workplace.config({ TMWS_ADDRESS: 'core.example.org:7000' }));
      expect(await caught(connectTo())).toMatchObject({ reason: 'CORE_UNREACHABLE', code: 'FAILED_PRECONDITION' });
    });

    test('and leaves what the call itself says', async () => {
      const { patterns } = await client();
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      await patterns.getPattern({}, { traceparent, metadata: Metadata({ 'x-tmws-agent': 'other' }) });
      expect(server.seen[0]?.metadata.getAll('x-tmws-agent')).toEqual(['other']);
      expect(server.seen[0]?.metadata.get('traceparent')).toBe(traceparent);
    });
  });

  describe('turns an error into a RemoteError', () => {
    const info = { reason: 'INVALID_FIELD', domain: 'tmws.learning.v1', metadata: { pattern_name: '' } };
    const refuseWith = (code: Status, fields: Partial<typeof info> = {}, retrySeconds = 0): void => {
      server.before = (_, context: CallContext) => {
        throw refuse(context, code, { ...info, ...fields }, retrySeconds);
      };
    };

    test('with reason, code, metadata and bad fields from its details [grpc.remote-error]', async () => {
      refuseWith(Status.INVALID_ARGUMENT);
      const { patterns } = await client();
      const error = await caught(patterns.createPattern({}));
      expect(error).toMatchObject({
        message: 'Two fields are wrong. Correct them.',
        reason: 'INVALID_FIELD',
        code: 'INVALID_ARGUMENT',
        metadata: { pattern_name: '' },
        violations: [{ field: 'pattern_name', description: 'pattern_name is empty.' }],
        retryDelay: undefined,
      });
    });

    test('with the time after which to try again', async () => {
      refuseWith(Status.RESOURCE_EXHAUSTED, { reason: 'RATE_LIMITED' }, 0.5);
      const { patterns } = await client();
      expect(await caught(patterns.getPattern({}))).toMatchObject({ reason: 'RATE_LIMITED', retryDelay: 500 });
      expect(server.seen).toHaveLength(1);
    });

    test('of unknown reason when the reason is new or from elsewhere', async () => {
      const { patterns } = await client();
      refuseWith(Status.NOT_FOUND, { reason: 'NEW_REASON' });
      expect(await caught(patterns.getPattern({}))).toMatchObject({ reason: 'UNKNOWN', code: 'NOT_FOUND' });
      refuseWith(Status.NOT_FOUND, { domain: 'elsewhere' });
      expect(await caught(patterns.getPattern({}))).toMatchObject({ reason: 'UNKNOWN', code: 'NOT_FOUND' });
      refuseWith(Status.NOT_FOUND, { reason: 'toString' });
      expect(await caught(patterns.getPattern({}))).toMatchObject({ reason: 'UNKNOWN' });
    });

    test('when the details cannot be read', async () => {
      server.before = (_, context) => {
        context.trailer.set('grpc-status-details-bin', new Uint8Array([255, 255, 255]));
        throw new ServerError(Status.NOT_FOUND, 'Gone.');
      };
      const { patterns } = await client();
      expect(await caught(patterns.getPattern({}))).toMatchObject({ code: 'NOT_FOUND', message: 'Gone.' });
    });

    test('when the rpc is not there', async () => {
      const { patterns } = await client();
      expect(await caught(patterns.lintPattern({}))).toMatchObject({ reason: 'NOT_IMPLEMENTED' });
    });

    test('in a stream as in a single answer', async () => {
      refuseWith(Status.NOT_FOUND, { reason: 'PATTERN_NOT_FOUND' });
      const { patterns } = await client();
      const read = async (): Promise<void> => {
        for await (const _ of patterns.watchPatterns({}));
      };
      expect(await caught(read())).toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    });

    test('when a request, a message of a stream or an answer is larger than 4 MiB, and goes on', async () => {
      const { patterns, skills } = await client();
      const large = 'x'.repeat(5 * 1024 * 1024);
      const tooLarge = (which: string): object => ({
        reason: 'MESSAGE_TOO_LARGE',
        code: 'RESOURCE_EXHAUSTED',
        metadata: { too_large: which, limit_bytes: '4194304' },
      });
      expect(await caught(patterns.createPattern({ patternData: { large } }))).toMatchObject(tooLarge('request'));
      const chunk = { part: { $case: 'chunk' as const, value: Buffer.from(large) } };
      const messages = (async function* () {
        yield chunk;
      })();
      expect(await caught(skills.importSkills(messages))).toMatchObject(tooLarge('request'));
      server.pattern = { patternData: { large } };
      expect(await caught(patterns.getPattern({ patternId: '1' }))).toMatchObject(tooLarge('answer'));
      server.pattern = {};
      expect(await patterns.getPattern({ patternId: '1' })).toBeDefined();
    });
  });

  describe('ends a call', () => {
    test('at its deadline', async () => {
      const { admin } = await client();
      const error = await caught(admin.verifyBackup({}, { deadline: 50 }));
      expect(error).toMatchObject({ reason: 'DEADLINE_EXCEEDED', code: 'DEADLINE_EXCEEDED' });
    });

    test('when its signal says so, before and during it', async () => {
      const { admin } = await client();
      const controller = new AbortController();
      const call = caught(admin.verifyBackup({}, { signal: controller.signal }));
      await vi.waitUntil(() => server.seen.length === 1);
      controller.abort(new Error('enough'));
      expect(await call).toMatchObject({ reason: 'CANCELLED', code: 'CANCELLED' });
      expect(await caught(admin.getStatus({}, { signal: controller.signal }))).toMatchObject({ reason: 'CANCELLED' });
    });

    test('at its deadline while it waits to try again', async () => {
      refuseFirst(100);
      const { admin } = await client();
      expect(await caught(admin.getStatus({}, { deadline: 200 }))).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    });
  });

  describe('tries again while the core is away', () => {
    test('with a read', async () => {
      refuseFirst(2);
      const { admin } = await client();
      expect((await admin.getStatus({})).processId).toBe(process.pid);
      expect(server.seen).toHaveLength(3);
    });

    test('with a write, under the same request id [grpc.client-retries]', async () => {
      refuseFirst(2);
      const { patterns } = await client();
      await patterns.createPattern({ patternName: 'a' });
      const [first, ...more] = server.seen.map(({ requestId }) => requestId);
      expect(first).toMatch(UUID);
      expect(more).toEqual([first, first]);
    });

    test('with a request id of the caller, who keeps it', async () => {
      const { patterns } = await client();
      const request = Object.freeze({ requestId: '0d4bd42c-96a1-4a4c-8f0a-2f0f2b0b6a01' });
      await patterns.createPattern(request);
      await patterns.createPattern({});
      expect(server.seen[0]?.requestId).toBe(request.requestId);
      expect(server.seen[1]?.requestId).toMatch(UUID);
    });

    test('with a stream that has not begun, and not with one that has', async () => {
      refuseFirst(1);
      const { patterns } = await client();
      const answers = patterns.watchPatterns({})[Symbol.asyncIterator]();
      expect((await answers.next()).done).toBe(false);
      expect(server.seen.map(({ method }) => method)).toEqual([
        'watchPatterns',
        'watchPatterns',
        'watchPatterns again',
      ]);
      await answers.return?.();
      server.before = ({ method }) => {
        if (method.endsWith('again')) throw new ServerError(Status.UNAVAILABLE, 'Ending.');
      };
      const read = async (): Promise<void> => {
        for await (const _ of patterns.watchPatterns({}));
      };
      expect(await caught(read())).toMatchObject({ code: 'UNAVAILABLE' });
      expect(server.seen.slice(3).map(({ method }) => method)).toEqual(['watchPatterns', 'watchPatterns again']);
    });

    test('but not with a stream of its own', async () => {
      refuseFirst(1);
      const { skills } = await client();
      const error = await caught(skills.importSkills((async function* () {})()));
      expect(error).toMatchObject({ code: 'UNAVAILABLE' });
      expect(server.seen).toHaveLength(1);
    });

    test('not with a refusal of another kind', async () => {
      server.before = () => {
        throw new ServerError(Status.ABORTED, 'Stale.');
      };
      const { patterns } = await client();
      expect(await caught(patterns.createPattern({}))).toMatchObject({ code: 'ABORTED' });
      expect(server.seen).toHaveLength(1);
    });
  });

  test('finds the core again that was away for a moment', async () => {
    const { admin } = await client();
    await admin.getStatus({});
    await server[Symbol.asyncDispose]();
    const call = admin.getStatus({});
    server = await serve(address);
    expect((await call).processId).toBe(process.pid);
  });

  test('works over TCP, past a proxy that is meant for other hosts', async () => {
    await using overTcp = await serve('127.0.0.1:0');
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    const { admin } = await client({ TMWS_ADDRESS: `127.0.0.1:${overTcp.port}` });
    await admin.getStatus({});
    expect(overTcp.seen).toHaveLength(1);
    vi.unstubAllEnvs();
  });

  test('connects once for calls at once, and no more after it was closed', async () => {
    const connectOnce = lazyClient(workplace.config({ TMWS_ADDRESS: address }));
    const [first, second] = await Promise.all([connectOnce(), connectOnce()]);
    expect(first).toBe(second);
    first.close();
    expect(await caught(first.admin.getStatus({}))).toMatchObject({ reason: 'CORE_UNREACHABLE' });
  });

  test('connects anew when connecting failed before', async () => {
    const away = `unix:${join(workplace.folder, 'later.sock')}`;
    const connectOnce = lazyClient(workplace.config({ TMWS_ADDRESS: away }));
    expect(await caught(connectOnce())).toMatchObject({ reason: 'CORE_UNREACHABLE', metadata: { address: away } });
    await using later = await serve(away);
    await using made = await connectOnce();
    await made.admin.getStatus({});
    expect(later.seen).toHaveLength(1);
  });

  test('sends no API key where others could read it', async () => {
    const error = await caught(client({ TMWS_ADDRESS: 'core.example.org:50051', TMWS_API_KEY: 'tmws_key' }));
    expect(error).toMatchObject({ code: 'FAILED_PRECONDITION', metadata: { address: 'core.example.org:50051' } });
  });
});
