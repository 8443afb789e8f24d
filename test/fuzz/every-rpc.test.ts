import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type DescMethod, toBinary } from '@bufbuild/protobuf';
import { status as Status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';
import { arbitraryMessage, type Manner } from './arbitrary-message.ts';
import { contractRpcs } from './contract-rpcs.ts';
import type { Known } from './known-values.ts';
import { AGENTS, type KnownWorld, knownWorld } from './known-world.ts';
import { connectRaw, type RawCaller } from './raw-caller.ts';
import { soundStream } from './sound-stream.ts';

const SEED = Number(process.env.TMWS_FUZZ_SEED ?? 20_261_125);
const RUNS = Number(process.env.TMWS_FUZZ_RUNS ?? 30);
const DEFECTS: readonly Status[] = [Status.INTERNAL, Status.UNKNOWN, Status.DATA_LOSS];
/** What the caller's own side says: the deadline of a stream without an end, or a message that is too large to send. */
const UNTYPED: readonly Status[] = [Status.OK, Status.DEADLINE_EXCEEDED, Status.CANCELLED, Status.RESOURCE_EXHAUSTED];

const streamsOf = ({ methodKind }: DescMethod) => {
  switch (methodKind) {
    case 'unary':
      return 'unary';
    case 'client_streaming':
      return 'client';
    case 'server_streaming':
      return 'server';
    default:
      return 'both';
  }
};

const message = (rpc: DescMethod, known: Known, manner: Manner): fc.Arbitrary<Uint8Array> =>
  arbitraryMessage(rpc.input, { known, manner }).map((made) => toBinary(rpc.input, made));

/** What an rpc is sent: sound messages as often as hostile ones, sometimes bytes that are none. */
const requestsOf = (rpc: DescMethod, known: Known): fc.Arbitrary<readonly Uint8Array[]> => {
  const one = fc.oneof(
    { weight: 6, arbitrary: message(rpc, known, 'sound') },
    { weight: 6, arbitrary: message(rpc, known, 'hostile') },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
  if (streamsOf(rpc) !== 'client') return one.map((request) => [request]);
  return fc.oneof(fc.array(one, { minLength: 1, maxLength: 5 }), soundStream(rpc));
};

/** Calls by rpc and status, for who wants to know how deep the messages get. */
const answered = new Map<string, number>();

describe('every rpc', () => {
  let home: TmwsHome;
  let caller: RawCaller;
  let world: KnownWorld;

  beforeAll(async () => {
    home = await tmwsHome();
    world = await knownWorld(home);
    caller = connectRaw(JSON.parse(await readFile(path.join(home.dataDir, 'core.lock'), 'utf8')).address);
  });

  afterAll(async () => {
    caller[Symbol.dispose]();
    await home[Symbol.asyncDispose]();
  });

  test.each(contractRpcs().map((rpc) => ({ name: `${rpc.parent.name}.${rpc.name}`, rpc })))(
    '$name answers whatever it is sent, or refuses it with a reason',
    async ({ name, rpc }) => {
      // Anew, since the calls before have deleted, renamed and moved what they knew.
      const known = await world.grow();
      const streams = streamsOf(rpc);
      await fc.assert(
        fc.asyncProperty(requestsOf(rpc, known), fc.constantFrom(...AGENTS), async (requests, agent) => {
          const rpcPath = `/${rpc.parent.typeName}/${rpc.name}`;
          const { code, message, isTyped } = await caller.call({ path: rpcPath, agent, streams }, requests);
          answered.set(`${name} ${Status[code]}`, (answered.get(`${name} ${Status[code]}`) ?? 0) + 1);
          expect({ code: Status[code], message, isDefect: DEFECTS.includes(code) }).toMatchObject({ isDefect: false });
          expect({ code: Status[code], message, isTyped: isTyped || UNTYPED.includes(code) }).toMatchObject({
            isTyped: true,
          });
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
    },
    120_000,
  );

  test('leaves the core that was asked alive, and nothing in its log that it calls a defect', async () => {
    const client = await home.client();
    await client.access.whoAmI({});
    const defects = (await home.coreLog()).split('\n').filter((line) => line.includes('"reason":"INTERNAL"'));
    expect(defects).toEqual([]);
  });

  test('is not refused every time: the messages get past the checks of their fields', () => {
    const calls = [...answered.values()].reduce((sum, count) => sum + count, 0);
    const done = [...answered].filter(([name]) => name.endsWith(' OK')).reduce((sum, [, count]) => sum + count, 0);
    expect(done / calls).toBeGreaterThan(0.15);
  });
});
