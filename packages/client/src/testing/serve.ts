import { setTimeout as delay } from 'node:timers/promises';
import { Any, BadRequest, ErrorInfo, RetryInfo, Status as RpcStatus } from '@tmws/contract';
import { type CallContext, createServer, Metadata, ServerError, type Status } from 'nice-grpc';
import { ADMIN, PATTERNS, SKILLS } from './served-definitions.ts';

/** One call as it came in. */
interface SeenCall {
  readonly method: string;
  readonly metadata: Metadata;
  readonly requestId?: string | undefined;
}

/** A server in this process whose answers a test decides. */
export interface TestServer extends AsyncDisposable {
  readonly seen: readonly SeenCall[];
  /** The port that was given, over TCP. */
  port: number;
  /** What each call does before it is answered; throw to refuse. */
  before: (call: SeenCall, context: CallContext) => void | Promise<void>;
  /** What GetPattern answers. */
  pattern: { readonly patternData?: Readonly<Record<string, string>> };
}

/** A refusal with the details that the core sends; `retrySeconds`, below 2, adds a RetryInfo. */
export const refuse = (context: CallContext, code: Status, info: ErrorInfo, retrySeconds = 0): ServerError => {
  const message = 'Two fields are wrong. Correct them.';
  const violations = [{ field: 'pattern_name', description: 'pattern_name is empty.', reason: '' }];
  const any = (name: string, value: Uint8Array): Any =>
    Any.fromPartial({ typeUrl: `type.googleapis.com/${name}`, value });
  const details = [
    any('google.rpc.ErrorInfo', ErrorInfo.encode(info).finish()),
    any('google.rpc.BadRequest', BadRequest.encode({ fieldViolations: violations }).finish()),
    ...(retrySeconds === 0
      ? []
      : [
          any(
            'google.rpc.RetryInfo',
            RetryInfo.encode(RetryInfo.fromPartial({ retryDelay: { nanos: retrySeconds * 1e9 } })).finish(),
          ),
        ]),
  ];
  context.trailer.set('grpc-status-details-bin', RpcStatus.encode({ code, message, details }).finish());
  return new ServerError(code, message);
};

/** Serves at `unix:/path` or `host:port`. */
export const serve = async (address: string): Promise<TestServer> => {
  const seen: SeenCall[] = [];
  const server = createServer();
  const test: TestServer = {
    seen,
    port: 0,
    before: () => {},
    pattern: {},
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
  const note = async (method: string, context: CallContext, requestId?: string): Promise<void> => {
    const call = { method, metadata: Metadata(context.metadata), requestId };
    seen.push(call);
    await test.before(call, context);
  };
  server.add(PATTERNS, {
    getPattern: async (_, context) => {
      await note('getPattern', context);
      return { pattern: test.pattern };
    },
    createPattern: async ({ requestId }, context) => {
      await note('createPattern', context, requestId);
      return {};
    },
    watchPatterns: async function* (_, context) {
      await note('watchPatterns', context);
      yield {};
      await note('watchPatterns again', context);
      yield {};
    },
  });
  server.add(ADMIN, {
    getStatus: async (_, context) => {
      await note('getStatus', context);
      return { processId: process.pid };
    },
    verifyBackup: async (_, context) => {
      await note('verifyBackup', context);
      await delay(60_000, undefined, { signal: context.signal });
      return {};
    },
  });
  server.add(SKILLS, {
    importSkills: async (requests, context) => {
      await note('importSkills', context);
      for await (const _ of requests) await note('importSkills message', context);
      return {};
    },
  });
  test.port = await server.listen(address);
  return test;
};
