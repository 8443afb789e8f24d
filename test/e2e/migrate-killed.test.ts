import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pattern } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../harness/run.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const SKILLS = 40;
const CHANGED = 20;
/** Namespaces whose import is killed, each at another point. */
const KILLED = ['first', 'second', 'third'];

let folder: TemporaryFolder;
let home: TmwsHome;

const rootOf = (root: string): string => path.join(folder.path, root);

const skillOf = (number: number, more = ''): string =>
  `---\nname: skill-${number}\ndescription: Does task ${number} of many.\n---\n# Skill ${number}\n\n## Steps\n1. Do ${number}\n${more}`;

const write = async (name: string, content: string | Buffer): Promise<void> => {
  const file = path.join(folder.path, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
};

/** Two states of a folder: in the second some skills changed, one is gone, and some names are those of others. */
beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  for (let number = 0; number < SKILLS; number += 1) {
    const name = `skills/s${String(number).padStart(2, '0')}/skill-${number % 34}`;
    await write(`${name}/SKILL.md`, skillOf(number));
    await write(`${name}/data.bin`, Buffer.alloc(40_000, number));
  }
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const change = async (): Promise<void> => {
  for (let number = 0; number < SKILLS; number += 2) {
    await write(
      `skills/s${String(number).padStart(2, '0')}/skill-${number % 34}/SKILL.md`,
      skillOf(number, '2. Look\n'),
    );
  }
  await rm(rootOf('skills/s01'), { recursive: true });
};

const importAll = async (namespace: string): Promise<void> => {
  const { status, stderr } = await home.migrate('import', rootOf('skills'), '--namespace', namespace, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
};

const patternsOf = async (namespace: string): Promise<readonly Pattern[]> => {
  const { patterns } = await (await home.client()).patterns.listPatterns({
    namespace,
    pageSize: 200,
  });
  return patterns;
};

/** What a namespace holds, but for ids and times: patterns with their versions and the digests of their files. */
const stateOf = async (namespace: string) => {
  const client = await home.client();
  const patterns = await patternsOf(namespace);
  const nameOf = new Map(patterns.map(({ id, patternName, version }) => [id, `${patternName}@${version}`]));
  const states = [];
  for (const { id, parentPatternId, status } of patterns) {
    const { pattern } = await client.patterns.getPattern({ patternId: id });
    const { files } = await client.skills.getSkill({ patternId: id });
    states.push({
      name: nameOf.get(id) ?? '',
      parent: nameOf.get(parentPatternId ?? ''),
      status,
      data: pattern?.patternData,
      files: files.map(({ path: file, mode, sha256 }) => [file, mode, sha256]),
    });
  }
  return states.toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

/** Starts an import and kills it once the namespace holds so many patterns, or a few more. */
const killAt = async (namespace: string, count: number): Promise<NodeJS.Signals | null> => {
  const child = spawn(process.execPath, [PROGRAMS.migrate, 'import', rootOf('skills'), '--namespace', namespace], {
    env: home.env,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && (await patternsOf(namespace)).length < count);
  child.kill('SIGKILL');
  await ended;
  return child.signalCode;
};

const killAndGoOn = async (from: number, to: number): Promise<void> => {
  const state = await stateOf('whole');
  for (const namespace of KILLED) {
    const point = randomInt(from, to);
    expect({ point, signal: await killAt(namespace, point) }).toEqual({ point, signal: 'SIGKILL' });
    await importAll(namespace);
    expect({ point, state: await stateOf(namespace) }).toEqual({ point, state });
  }
};

test('an import that is killed at any point and run again ends as one that was not: patterns, versions, files', async () => {
  await importAll('whole');
  const state = await stateOf('whole');
  expect(state).toHaveLength(SKILLS);
  expect(state[0]?.data).toHaveProperty('steps');
  expect(state[0]?.files).toHaveLength(2);
  await killAndGoOn(1, SKILLS / 2);
}, 180_000);

test('so does an import of what changed since, with new versions and a skill that is gone', async () => {
  await change();
  await importAll('whole');
  const { length } = await patternsOf('whole');
  expect(length).toBe(SKILLS + CHANGED);
  await killAndGoOn(SKILLS + 1, SKILLS + CHANGED / 2);
}, 180_000);
