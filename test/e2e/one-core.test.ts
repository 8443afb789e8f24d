import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tmwsHome } from '../harness/tmws-home.ts';

describe('a data folder', () => {
  test('has one core, whoever starts first: frontends that start at once on an empty folder are all served [reliability.auto-start, reliability.auto-start-one, reliability.log-file]', async () => {
    await using home = await tmwsHome();
    const runs = await Promise.all(Array.from({ length: 16 }, () => home.tmws('whoami', '--json')));
    const pid = await home.corePid();

    expect(runs.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(runs.map(() => '0'));
    const again = await home.tmws('status', '--json');
    expect(JSON.parse(again.stdout).status.process_id).toBe(pid);
    const log = await home.coreLog();
    expect(log.split('\n').filter((line) => line.includes('"serving"')).length).toBe(1);
  });

  test('loses nothing acknowledged when its core is killed, and the next call works [reliability.kill-9, reliability.stale-lock]', async () => {
    await using home = await tmwsHome();
    const client = await home.client();
    const acknowledged: string[] = [];
    for (let number = 0; number < 20; number += 1) {
      const { pattern } = await client.patterns.createPattern({
        patternName: `kept_${number}`,
        category: 'durability',
        patternData: { description: `pattern number ${number} that must survive`, marker: randomUUID() },
      });
      if (pattern !== undefined) acknowledged.push(pattern.id);
    }
    const before = await home.corePid();
    process.kill(before, 'SIGKILL');

    const found = await Promise.all(acknowledged.map((patternId) => client.patterns.getPattern({ patternId })));
    expect(found.map(({ pattern }) => pattern?.id)).toEqual(acknowledged);
    expect(await home.corePid()).not.toBe(before);
    const { hits } = await client.patterns.searchPatterns({ queryText: 'must survive', pageSize: 50 });
    expect(hits.length).toBe(20);
  });
});
