import { lazyClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { expect, test, vi } from 'vitest';
import { startStandInPatterns } from '../testing/stand-in-patterns.ts';
import { createWorkplace } from '../testing/workplace.ts';
import { followPatterns } from './follow-patterns.ts';

const logger = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

test.each([
  ['is gone', undefined],
  ['still ends', 'first'],
])('a watch whose core %s starts none, and goes on when there is another', async (_, whileAway) => {
  using workplace = createWorkplace();
  await using core = await startStandInPatterns(workplace.socket);
  const connect = lazyClient(loadConfig(workplace.environment));
  const end = new AbortController();
  let running: string | undefined = 'first';
  let asked = 0;
  const runningCore = async (): Promise<string | undefined> => {
    asked += 1;
    return running;
  };
  let told = 0;
  const onChange = (): void => {
    told += 1;
  };
  const listener = { onChange, onGap: () => {}, onLost: () => {} };
  const following = followPatterns({ connect, logger, runningCore }, listener, end.signal);
  await vi.waitUntil(() => told === 1);
  running = whileAway;
  core.break();
  await vi.waitUntil(() => asked === 3, { timeout: 10_000 });
  expect(core.watches).toHaveLength(1);
  running = 'second';
  await vi.waitUntil(() => core.watches.length === 2, { timeout: 10_000 });
  end.abort();
  await following;
  (await connect()).close();
});
