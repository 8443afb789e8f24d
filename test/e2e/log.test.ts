import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const INFO = 30;
const DEBUG = 20;

const levelsOf = async (home: TmwsHome): Promise<ReadonlySet<number>> => {
  await (await home.client()).access.whoAmI({});
  const lines = (await home.coreLog()).trim().split('\n').filter(Boolean);
  return new Set(lines.map((line): number => JSON.parse(line).level));
};

describe('the log of a core', () => {
  test('has what is as urgent as was asked for [reliability.log-level]', async () => {
    await using quiet = await tmwsHome({ TMWS_LOG_LEVEL: 'error' });
    await using talking = await tmwsHome({ TMWS_LOG_LEVEL: 'debug' });
    const [few, all] = [await levelsOf(quiet), await levelsOf(talking)];
    expect([few.has(INFO), few.has(DEBUG)]).toEqual([false, false]);
    expect([all.has(INFO), all.has(DEBUG)]).toEqual([true, true]);
  });

  test('holds no content, no query and no key, whichever rpc is called and fails [security.logs]', async () => {
    await using folder = await temporaryFolder();
    await mkdir(path.join(folder.path, 'skill'));
    await writeFile(path.join(folder.path, 'skill/SKILL.md'), '# T\n\nRAREWORD\n');
    await using home = await tmwsHome({ TMWS_EMBEDDER_API_KEY: 'RAREWORD' });
    const client = await home.client();
    const text = 'RAREWORD';
    const { pattern } = await client.patterns.createPattern({ patternName: 'p', category: 'c', patternData: { text } });
    const patternId = pattern?.id ?? '';
    await client.patterns.getPattern({ patternId });
    await client.patterns.listPatterns({ category: text });
    await client.patterns.searchPatterns({ queryText: text });
    await client.usage.recordUsage({ patternId, contextData: { text } });
    await client.learning.learnPattern({ patternName: 'l', patternContent: text, category: 'c' });
    await client.learning.applyPattern({ patternQuery: text, context: text });
    await client.access.whoAmI({});
    await client.admin.getStatus({});
    const printed = [await home.migrate('import', folder.path, '--json'), await home.tmws('reindex')];
    const [imported] = JSON.parse(printed[0]?.stdout ?? '').results;
    const file = client.skills.readSkillFile({ patternId: imported.pattern_id, path: 'SKILL.md' });
    for await (const { part } of file) expect(part).toBeDefined();
    const failing = [
      client.patterns.createPattern({ patternName: 'p', category: '', patternData: { text } }),
      client.patterns.searchPatterns({ queryText: text.repeat(9_000) }),
      client.usage.recordUsage({ patternId: 'unknown', contextData: { text } }),
      client.learning.applyPattern({ patternQuery: text, context: text, maxPatterns: 99 }),
    ];
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(failing.map(() => 'rejected'));
    expect(printed.map(({ status }) => status)).toEqual([0, 0]);
    expect(printed.map(({ stderr }) => stderr).join('')).not.toContain(text);
    expect(await home.coreLog()).toContain('"serving"');
    expect(await home.coreLog()).not.toContain(text);
  });
});
