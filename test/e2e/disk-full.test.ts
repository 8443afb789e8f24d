import { randomBytes } from 'node:crypto';
import { RemoteError, type TmwsClient } from '@tmws/client';
import type { CreatePatternResponse } from '@tmws/contract';
import { expect, test } from 'vitest';
import { canMount, coreOnSmallDisk } from '../harness/small-disk.ts';

const mayMount = (await canMount()) || process.env.CI === 'true';

const create = (client: TmwsClient, name: string): Promise<CreatePatternResponse> =>
  client.patterns.createPattern({
    patternName: name,
    category: 'c',
    patternData: { description: name, noise: randomBytes(90_000).toString('hex') },
  });

/** Creates patterns until one is refused, at most a number that could never fit. */
const fill = async (client: TmwsClient): Promise<{ readonly kept: readonly string[]; readonly error: unknown }> => {
  const kept: string[] = [];
  for (let number = 0; number < 400; number += 1) {
    try {
      const { pattern } = await create(client, `filler-${number}`);
      kept.push(pattern?.id ?? '');
    } catch (error) {
      return { kept, error };
    }
  }
  throw new Error('The disk was never full.');
};

test.skipIf(!mayMount)(
  'a full disk refuses the write and says why, loses nothing, and takes writes again once there is room [reliability.disk-full]',
  async () => {
    await using core = await coreOnSmallDisk();
    const { client } = core;
    const { kept, error } = await fill(client);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'STORAGE_FULL' });
    expect(kept.length).toBeGreaterThan(5);
    for (const patternId of kept) {
      expect((await client.patterns.getPattern({ patternId })).pattern?.id).toBe(patternId);
    }
    const { hits } = await client.patterns.searchPatterns({ queryText: 'filler-0', pageSize: 5 });
    expect(hits.length).toBeGreaterThan(0);
    await core.makeRoom();
    const after = await create(client, 'after');
    expect((await client.patterns.getPattern({ patternId: after.pattern?.id ?? '' })).pattern?.patternName).toBe(
      'after',
    );
  },
  120_000,
);
