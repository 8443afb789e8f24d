import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type DescMethod, toBinary } from '@bufbuild/protobuf';
import { status as Status } from '@grpc/grpc-js';
import { AccessLevel } from '@tmws/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';
import { arbitraryMessage, type Known } from './arbitrary-message.ts';
import { contractRpcs } from './contract-rpcs.ts';
import { connectRaw, type RawCaller } from './raw-caller.ts';

const SEED = Number(process.env.TMWS_FUZZ_SEED ?? 20_261_125);
const RUNS = Number(process.env.TMWS_FUZZ_RUNS ?? 30);
const AGENTS = ['tester', 'ann', 'bob'];
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

describe('every rpc', () => {
  let home: TmwsHome;
  let caller: RawCaller;
  let known: Known;

  beforeAll(async () => {
    home = await tmwsHome();
    const ids: string[] = [];
    const names = ['tester', 'ann', 'bob', 'default', 'retry', 'net', '1.0.0', '2.0.0', 'category', 'pattern_data'];
    for (const agent of AGENTS) {
      const client = await home.client(agent);
      for (const accessLevel of [AccessLevel.PRIVATE, AccessLevel.TEAM, AccessLevel.PUBLIC]) {
        const patternName = `${agent}-${accessLevel}`;
        const { pattern } = await client.patterns.createPattern({
          patternName,
          category: 'net',
          accessLevel,
          patternData: { description: 'Retry with jitter.' },
        });
        ids.push(pattern?.id ?? '');
        names.push(patternName);
      }
    }
    known = { ids, names };
    caller = connectRaw(JSON.parse(await readFile(path.join(home.dataDir, 'core.lock'), 'utf8')).address);
  });

  afterAll(async () => {
    caller[Symbol.dispose]();
    await home[Symbol.asyncDispose]();
  });

  test.each(contractRpcs().map((rpc) => ({ name: `${rpc.parent.name}.${rpc.name}`, rpc })))(
    '$name answers whatever it is sent, or refuses it with a reason',
    async ({ rpc }) => {
      const messages = fc.array(
        fc.oneof(
          { weight: 9, arbitrary: arbitraryMessage(rpc.input, known).map((message) => toBinary(rpc.input, message)) },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
        ),
        { minLength: 1, maxLength: streamsOf(rpc) === 'client' ? 5 : 1 },
      );
      await fc.assert(
        fc.asyncProperty(messages, fc.constantFrom(...AGENTS), async (requests, agent) => {
          const rpcPath = `/${rpc.parent.typeName}/${rpc.name}`;
          const { code, message, isTyped } = await caller.call(
            { path: rpcPath, agent, streams: streamsOf(rpc) },
            requests,
          );
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
});
