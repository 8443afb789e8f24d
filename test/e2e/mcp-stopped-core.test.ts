import { setTimeout as delay } from 'node:timers/promises';
import { findCore, stopCore } from '@tmws/client';
import { expect, test } from 'vitest';
import { ERAS, eraClient } from '../harness/mcp-eras.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

test.each(ERAS)(
  'a core that was stopped stays so while a session (%s) waits for changes, and comes with its next call',
  async (era) => {
    await using home = await tmwsHome();
    await using client = await eraClient(home, era);
    if (era === 'auto') await client.listen({ resourcesListChanged: true });
    await client.listResources();
    expect(await findCore(home.config)).toBeDefined();
    await stopCore(home.config);
    await delay(3_000);
    expect(await findCore(home.config)).toBeUndefined();
    expect((await client.callTool({ name: 'get_pattern_analytics', arguments: {} })).isError ?? false).toBe(false);
    expect(await findCore(home.config)).toBeDefined();
  },
);
