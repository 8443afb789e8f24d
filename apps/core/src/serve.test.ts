import { Channel, Client, credentials } from '@grpc/grpc-js';
import { AccessLevel } from '@tmws/contract';
import { createClientFactory } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from './testing/refusal-of.ts';
import { startTestCore, type TestCore } from './testing/start-test-core.ts';
import { waitUntil } from './testing/wait-until.ts';

const SERVING = 1;
const NOT_SERVING = 2;

const channelTo = (address: string): Channel => new Channel(address, credentials.createInsecure(), {});

describe('Reflection', () => {
  let core: TestCore;

  beforeAll(async () => {
    core = await startTestCore();
  });

  afterAll(() => core[Symbol.asyncDispose]());

  /** Bytes of a reflection request with one text in the given field. */
  const requestOf = (field: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([(field << 3) | 2, text.length]), Buffer.from(text)]);

  /** Asks with the bare protocol, as a tool in another language would. */
  const ask = async (protocol: 'v1' | 'v1alpha', request: Buffer): Promise<Buffer> => {
    const { address } = core.core;
    const client = new Client(address, credentials.createInsecure(), { channelOverride: channelTo(address) });
    const path = `/grpc.reflection.${protocol}.ServerReflection/ServerReflectionInfo`;
    const call = client.makeBidiStreamRequest<Buffer, Buffer>(
      path,
      (bytes) => bytes,
      (bytes) => bytes,
    );
    call.write(request);
    const answer = await new Promise<Buffer>((resolve, reject) => call.on('data', resolve).on('error', reject));
    call.end();
    client.close();
    return answer;
  };

  test.each(['v1', 'v1alpha'] as const)(
    'lists the services and gives their files in %s [grpc.reflection, grpc.reflection-v1alpha]',
    async (protocol) => {
      const services = (await ask(protocol, requestOf(7, '*'))).toString('latin1');
      for (const noun of 'Pattern Version Usage Insight Learning Proposal Skill Access Admin'.split(' ')) {
        expect(services).toContain(`tmws.learning.v1.${noun}Service`);
      }
      const file = await ask(protocol, requestOf(4, 'tmws.learning.v1.PatternService'));
      expect(file.toString('latin1')).toContain('tmws/learning/v1/pattern_service.proto');
      const dependency = await ask(protocol, requestOf(3, 'google/protobuf/struct.proto'));
      expect(dependency.toString('latin1')).toContain('google.protobuf');
    },
  );
});

describe('Health and the end of a core', () => {
  test('health needs no caller, and turns before the core ends [grpc.health]', async () => {
    await using core = await startTestCore();
    const channel = channelTo(core.core.address);
    const health = createClientFactory().create(HealthDefinition, channel);
    expect(await health.check({ service: '' })).toEqual({ status: SERVING });
    expect(await health.check({ service: 'tmws.learning.v1.SkillService' })).toEqual({ status: SERVING });
    await expect(health.check({ service: 'unknown' })).rejects.toThrow('NOT_FOUND');
    const seen: number[] = [];
    const watching = (async () => {
      for await (const { status } of health.watch({ service: '' })) seen.push(status);
    })().catch((error: unknown) => error);
    await waitUntil(() => seen.length > 0);
    const begin = performance.now();
    await core.core.close();
    expect(await watching).toMatchObject({ message: expect.stringContaining('CANCELLED') });
    expect(seen).toEqual([SERVING, NOT_SERVING]);
    expect(performance.now() - begin).toBeLessThan(5_000);
    channel.close();
  });

  test('a call under way is answered before the core ends [reliability.drain]', async () => {
    await using core = await startTestCore();
    const ann = core.as('ann');
    await ann.access.whoAmI({});
    const creating = Array.from({ length: 5 }, (_, index) =>
      ann.patterns.createPattern({
        patternName: `last-${index}`,
        category: 'c',
        patternData: { a: index },
        accessLevel: AccessLevel.TEAM,
      }),
    );
    // Sent first on the same connection, so the others are there when this one is answered.
    await creating[0];
    await core.core.close();
    const answers = await Promise.all(creating);
    expect(answers.map(({ pattern }) => pattern?.patternName)).toHaveLength(5);
    await core.core.close();
  });

  test('a message beyond 4 MiB is refused by its size [grpc.codes]', async () => {
    await using core = await startTestCore();
    const large = { patternName: 'large', category: 'c', patternData: { text: 'x'.repeat(5 * 1024 * 1024) } };
    await expect(core.as('ann').patterns.createPattern(large)).rejects.toThrow('RESOURCE_EXHAUSTED');
    const withinMessage = { ...large, patternData: { text: 'x'.repeat(300 * 1024) } };
    const refusal = await refusalOf((options) => core.as('ann').patterns.createPattern(withinMessage, options));
    expect(refusal).toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'pattern_data' }] });
  });
});
