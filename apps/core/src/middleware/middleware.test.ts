import { ErrorInfo, Status as RpcStatus } from '@tmws/contract';
import { DomainError } from '@tmws/domain';
import { buildCaller } from '@tmws/engine/testing';
import {
  type CallContext,
  Metadata,
  ServerError,
  type ServerMiddleware,
  type ServerMiddlewareCall,
  Status,
} from 'nice-grpc';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { noteCaller } from './call-notes.ts';
import { untilAborted } from './until-aborted.ts';
import { withCallLog } from './with-call-log.ts';
import { refuseWhileDraining } from './with-drain.ts';
import { withErrors } from './with-errors.ts';
import { withTimeLimit } from './with-time-limit.ts';

interface Request {
  readonly text: string;
}

const contextWith = (changes: Partial<CallContext> = {}): CallContext => ({
  metadata: Metadata({ 'x-tmws-agent': 'ann', 'x-request-id': 'request-7' }),
  peer: '',
  header: Metadata(),
  trailer: Metadata(),
  sendHeader: () => undefined,
  signal: new AbortController().signal,
  ...changes,
});

const callOf = (answer: (context: CallContext) => Promise<string>): ServerMiddlewareCall<Request, string> => ({
  method: { path: '/service/Rpc', requestStream: false, responseStream: false, options: {} },
  requestStream: false,
  request: { text: 'SECRET CONTENT' },
  responseStream: false,
  // biome-ignore lint/correctness/useYield: the rest of a call with one answer returns it
  next: async function* (_request, context) {
    return await answer(context);
  },
});

const run = async (
  middleware: ServerMiddleware,
  answer: (context: CallContext) => Promise<string>,
  context = contextWith(),
): Promise<unknown> => {
  const result = await middleware(callOf(answer), context).next();
  return result.value;
};

/** A logger whose lines are kept. */
const keepingLogger = () => {
  const lines: string[] = [];
  return { log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }), lines };
};

describe('withErrors', () => {
  test('answers an unforeseen error with an id, under which the log has more', async () => {
    const { log, lines } = keepingLogger();
    const context = contextWith();
    const failing = run(withErrors(log), () => Promise.reject(new TypeError('x is undefined')), context);
    await expect(failing).rejects.toMatchObject({
      code: Status.INTERNAL,
      details: expect.stringContaining('request-7'),
    });
    const details = context.trailer.get('grpc-status-details-bin');
    const status = RpcStatus.decode(details instanceof Uint8Array ? details : new Uint8Array());
    expect(ErrorInfo.decode(status.details[0]?.value ?? new Uint8Array()).metadata).toEqual({
      request_id: 'request-7',
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      requestId: 'request-7',
      rpc: '/service/Rpc',
      err: { message: 'x is undefined' },
    });
    expect(lines.join()).not.toContain('SECRET');
  });

  test('logs nothing of an error that the caller made', async () => {
    const { log, lines } = keepingLogger();
    const refusing = run(withErrors(log), () => Promise.reject(new DomainError('NOT_OWNER', 'Not yours.')));
    await expect(refusing).rejects.toMatchObject({ code: Status.PERMISSION_DENIED, details: 'Not yours.' });
    expect(lines).toEqual([]);
  });
});

describe('withCallLog', () => {
  test('writes one line a call, with no content', async () => {
    const { log, lines } = keepingLogger();
    const answer = (context: CallContext): Promise<string> => {
      noteCaller(context, buildCaller({ agentId: 'ann', apiKeyId: 'key-1' }));
      return Promise.resolve('SECRET ANSWER');
    };
    await run(withCallLog(log), answer);
    await run(withCallLog(log), () => Promise.reject(new ServerError(Status.NOT_FOUND, 'SECRET'))).catch(
      () => undefined,
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { rpc: '/service/Rpc', code: 'OK', agent: 'ann', apiKeyId: 'key-1', requestId: 'request-7', level: 20 },
      { rpc: '/service/Rpc', code: 'NOT_FOUND', requestId: 'request-7', level: 30 },
    ]);
    // The agent that a call only claims to be is not told as a fact.
    expect(lines[1]).not.toContain('ann');
    expect(lines.join()).not.toContain('SECRET');
  });
});

describe('withTimeLimit', () => {
  test('ends a call that takes longer than the core allows', async () => {
    const never = run(withTimeLimit(20), () => new Promise(() => undefined));
    await expect(never).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('ends a call whose client gave it up before or while it is answered, and tells the work', async () => {
    const abort = new AbortController();
    let told: AbortSignal | undefined;
    const context = contextWith({ signal: abort.signal });
    const working = run(
      withTimeLimit(60_000),
      ({ signal }) => {
        told = signal;
        return new Promise(() => undefined);
      },
      context,
    );
    abort.abort();
    await expect(working).rejects.toMatchObject({ name: 'AbortError' });
    expect(told?.aborted).toBe(true);
    await expect(run(withTimeLimit(60_000), async () => 'late', context)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('refuseWhileDraining', () => {
  test('lets calls through until the core ends', async () => {
    const drain = new AbortController();
    expect(await run(refuseWhileDraining(drain.signal), async () => 'taken')).toBe('taken');
    drain.abort();
    const late = run(refuseWhileDraining(drain.signal), async () => 'taken');
    await expect(late).rejects.toMatchObject({ reason: 'CORE_DRAINING' });
  });
});

describe('untilAborted', () => {
  test('yields what comes, and what fails after the end stays unseen', async () => {
    const abort = new AbortController();
    const failLater = Promise.withResolvers<never>();
    const work = async function* (): AsyncGenerator<number, void, undefined> {
      yield 1;
      yield 2;
      yield await failLater.promise;
    };
    const seen: number[] = [];
    const listening = (async () => {
      for await (const item of untilAborted<number, void>(work(), abort.signal)) {
        seen.push(item);
        if (item === 2) setImmediate(() => abort.abort(new Error('enough')));
      }
    })();
    await expect(listening).rejects.toThrow('enough');
    failLater.reject(new Error('nobody listens'));
    expect(seen).toEqual([1, 2]);
  });
});
