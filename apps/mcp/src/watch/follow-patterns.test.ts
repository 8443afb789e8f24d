import { lazyClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { expect, test, vi } from 'vitest';
import { startStandInPatterns } from '../testing/stand-in-patterns.ts';
import { createWorkplace } from '../testing/workplace.ts';
import { followPatterns } from './follow-patterns.ts';

const logger = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

test('a watch that lost its core brings none back, and goes on when there is one', async () => {
  using workplace = createWorkplace();
  await using core = await startStandInPatterns(workplace.socket);
  const connect = lazyClient(loadConfig(workplace.environment));
  const end = new AbortController();
  let isThere = false;
  let asked = 0;
  const isCoreThere = async (): Promise<boolean> => {
    asked += 1;
    return isThere;
  };
  const listener = { onChange: () => {}, onGap: () => {}, onLost: () => {} };
  const following = followPatterns({ connect, logger, isCoreThere }, listener, end.signal);
  await vi.waitUntil(() => core.streams() === 1);
  core.break();
  await vi.waitUntil(() => asked === 2, { timeout: 10_000 });
  expect(core.watches).toHaveLength(1);
  isThere = true;
  await vi.waitUntil(() => core.watches.length === 2, { timeout: 10_000 });
  end.abort();
  await following;
  (await connect()).close();
});
