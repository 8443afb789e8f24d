import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { Channel, Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { BadRequest, CreatePatternRequest, ErrorInfo, Status as RpcStatus } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCore, type TestCore } from '../testing/start-test-core.ts';

const PATH = '/tmws.learning.v1.PatternService/CreatePattern';

let core: TestCore;
let client: Client;

beforeAll(async () => {
  core = await startTestCore();
  const { address } = core.core;
  client = new Client(address, credentials.createInsecure(), {
    channelOverride: new Channel(address, credentials.createInsecure(), {}),
  });
});

afterAll(async () => {
  client.close();
  await core[Symbol.asyncDispose]();
});

/** Sends bytes as they are. */
const send = (bytes: Uint8Array): Promise<ServiceError | null> =>
  new Promise((resolve) => {
    client.makeUnaryRequest(PATH, Buffer.from, (answer) => answer, Buffer.from(bytes), resolve);
  });

const reasonOf = (error: ServiceError | null): { reason: string; fields: readonly string[] } => {
  const value = error?.metadata.get('grpc-status-details-bin')[0];
  const { details } = RpcStatus.decode(value instanceof Buffer ? value : new Uint8Array());
  const [info, request] = details;
  return {
    reason: ErrorInfo.decode(info?.value ?? new Uint8Array()).reason,
    fields: BadRequest.decode(request?.value ?? new Uint8Array()).fieldViolations.map(({ field }) => field),
  };
};

/** A request whose `pattern_data` has one entry; `value` writes its Value. */
const requestWith = (key: string, value: (writer: BinaryWriter) => void, patternName = 'n'): Uint8Array => {
  const named = CreatePatternRequest.encode(CreatePatternRequest.fromPartial({ patternName, category: 'c' })).finish();
  const writer = new BinaryWriter()
    .raw(named)
    .uint32(26)
    .fork()
    .uint32(10)
    .fork()
    .uint32(10)
    .string(key)
    .uint32(18)
    .fork();
  value(writer);
  return writer.join().join().join().finish();
};

test('bytes that are no message are an invalid argument, not a failure of the core', async () => {
  const error = await send(Uint8Array.from([0x0a, 0xff, 0x01]));
  expect(error?.code).toBe(Status.INVALID_ARGUMENT);
  expect(reasonOf(error).reason).toBe('UNDECODABLE_MESSAGE');
});

test('a key __proto__ is refused, with an object or with a text under it', async () => {
  const asText = await send(requestWith('__proto__', (writer) => writer.uint32(26).string('x')));
  const asObject = await send(requestWith('__proto__', (writer) => writer.uint32(42).fork().join()));
  expect([asText, asObject].map(reasonOf)).toEqual([
    { reason: 'INVALID_FIELD', fields: ['pattern_data'] },
    { reason: 'INVALID_FIELD', fields: ['pattern_data'] },
  ]);
});

test('a key __proto__ is refused deep inside, and named by its place', async () => {
  const inner = (writer: BinaryWriter): void => {
    writer.uint32(50).fork().uint32(10).fork().uint32(42).fork().uint32(10).fork().uint32(10).string('__proto__');
    writer.join().join().join().join();
  };
  expect(reasonOf(await send(requestWith('steps', inner)))).toEqual({
    reason: 'INVALID_FIELD',
    fields: ['pattern_data.steps[0]'],
  });
});

test('a value that is none of the kinds is refused instead of dropped', async () => {
  const error = await send(requestWith('empty', () => undefined));
  expect(reasonOf(error)).toEqual({ reason: 'INVALID_FIELD', fields: ['pattern_data.empty'] });
});

test('nesting beyond the limit is named, however deep it goes', async () => {
  const nested = (writer: BinaryWriter, levels: number): void => {
    if (levels === 0) {
      writer.uint32(26).string('deep');
      return;
    }
    writer.uint32(42).fork().uint32(10).fork().uint32(10).string('a').uint32(18).fork();
    nested(writer, levels - 1);
    writer.join().join().join();
  };
  const errors = await Promise.all(
    [31, 32, 500].map((levels) => send(requestWith('a', (writer) => nested(writer, levels)))),
  );
  expect(errors.map((error) => (error === null ? 'taken' : reasonOf(error)))).toEqual([
    'taken',
    { reason: 'INVALID_FIELD', fields: ['pattern_data'] },
    { reason: 'INVALID_FIELD', fields: ['pattern_data'] },
  ]);
});

test('keys that look like the refused one are taken', async () => {
  const bytes = requestWith('proto', (writer) => writer.uint32(26).string('\n\t__proto__'), 'alike');
  expect(await send(bytes)).toBeNull();
});

test('the context of an earlier use, deep in a request, is looked at too', async () => {
  const request = CreatePatternRequest.fromPartial({ patternName: 'n', category: 'c', origin: { uses: [{}] } });
  const writer = new BinaryWriter().raw(CreatePatternRequest.encode(request).finish());
  writer.uint32(170).fork().uint32(34).fork().uint32(42).fork().uint32(10).fork().uint32(10).string('__proto__');
  const bytes = writer.join().join().join().join().finish();
  expect(reasonOf(await send(bytes))).toEqual({
    reason: 'INVALID_FIELD',
    fields: ['origin.uses[0].context_data'],
  });
});
