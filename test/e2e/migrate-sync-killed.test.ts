import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Pattern } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../harness/run.ts';
import { type SyncedFolder, skillText, syncedFolder } from '../harness/synced-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const SKILLS = 24;
const ROUNDS = 6;

let home: TmwsHome;
let folder: SyncedFolder;

const nameOf = (number: number): string => `skill-${String(number).padStart(2, '0')}`;

beforeAll(async () => {
  home = await tmwsHome();
  folder = await syncedFolder(home);
  for (let number = 0; number < SKILLS; number += 1) {
    await folder.write(`${nameOf(number)}/SKILL.md`, skillText(nameOf(number), `Does task ${number}.`));
    await folder.write(`${nameOf(number)}/data.txt`, 'x'.repeat(20_000));
  }
  await folder.sync();
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const patterns = async (): Promise<readonly Pattern[]> =>
  (await (await home.client()).patterns.listPatterns({ pageSize: 200 })).patterns;

const heads = async (): Promise<ReadonlyMap<string, Pattern>> =>
  new Map((await patterns()).filter(({ isHead }) => isHead).map((pattern) => [pattern.patternName, pattern]));

/** Changes the first third of the skills in the folder, the second in the database, and the last one in both. */
const changeBoth = async (round: number): Promise<void> => {
  const client = await home.client();
  const present = await heads();
  for (let number = 0; number < SKILLS; number += 1) {
    const name = nameOf(number);
    const isLast = number === SKILLS - 1;
    if (number < SKILLS / 3 || isLast) {
      await folder.write(`${name}/SKILL.md`, skillText(name, `Does task ${number} in folder round ${round}.`));
    }
    if ((number >= SKILLS / 3 && number < (2 * SKILLS) / 3) || isLast) {
      const patternData = { description: `Does task ${number} in database round ${round}.` };
      await client.patterns.updatePattern({ patternId: present.get(name)?.id ?? '', patternData });
    }
  }
};

/** Kills a sync after a random part of the time that one took. */
const killed = async (longest: number): Promise<void> => {
  const child = spawn(process.execPath, [PROGRAMS.migrate, 'sync', folder.path], { env: home.env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), randomInt(longest));
  await ended;
  clearTimeout(timer);
};

test('a sync that is killed at any point and run again loses nothing and leaves both sides the same', async () => {
  await changeBoth(0);
  const started = performance.now();
  expect((await folder.sync()).status).toBe(4);
  const longest = Math.ceil(performance.now() - started) + 1;
  for (let round = 1; round <= ROUNDS; round += 1) {
    await changeBoth(round);
    await killed(longest);
    await killed(longest);
    const { status } = await folder.sync();
    expect([0, 4]).toContain(status);
    const again = await folder.sync();
    expect({ round, ...again }).toMatchObject({ status: 0 });
    expect(again.results.map(({ action }) => action)).toEqual(Array(SKILLS).fill('unchanged'));
    const present = await heads();
    expect(present.size).toBe(SKILLS);
    const files = await folder.files();
    expect(Object.keys(files)).toHaveLength(2 * SKILLS);
    for (let number = 0; number < SKILLS; number += 1) {
      const name = nameOf(number);
      const side = number < SKILLS / 3 || number === SKILLS - 1 ? 'folder' : 'database';
      const latest = `Does task ${number} in ${side} round ${round}.`;
      const expected = number >= (2 * SKILLS) / 3 && number < SKILLS - 1 ? `Does task ${number}.` : latest;
      expect(files[`${name}/SKILL.md`]?.[1]).toContain(expected);
      expect(files[`${name}/data.txt`]?.[1]).toHaveLength(20_000);
      const { pattern } = await (await home.client()).patterns.getPattern({ patternId: present.get(name)?.id ?? '' });
      expect(JSON.stringify(pattern?.patternData)).toContain(expected);
    }
    const beside = await folder.besides();
    expect(beside.some((text) => text.includes(`Does task ${SKILLS - 1} in database round ${round}.`))).toBe(true);
  }
}, 240_000);
