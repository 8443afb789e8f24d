import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finished, finish, REPOSITORY, run } from '../harness/run.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;
let folder: TemporaryFolder;
let first: Finished;

/** What `npm start` runs, as npm does: in the root, with the programs of the packages on the path. */
const begin = (...flags: readonly string[]) =>
  spawn(process.execPath, ['scripts/start.ts', ...flags], {
    cwd: REPOSITORY,
    env: { ...home.env, PATH: `${path.join(REPOSITORY, 'node_modules/.bin')}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const start = (...flags: readonly string[]): Promise<Finished> => finish(begin(...flags));

const isRunning = async (): Promise<boolean> => JSON.parse((await home.tmws('status', '--json')).stdout).running;

const builtAt = async (): Promise<readonly number[]> => {
  const files = (await readdir(path.join(REPOSITORY, 'apps'), { recursive: true })).filter((file) =>
    /^\w+\/dist\/[\w-]+\.js$/.test(file),
  );
  return Promise.all(files.map(async (file) => (await stat(path.join(REPOSITORY, 'apps', file))).mtimeMs));
};

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  first = await start('--once');
}, 300_000);

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describe('npm start', { timeout: 120_000 }, () => {
  test('answers a question from the example skills, and ends after it where told to [docs.npm-start-answer, docs.npm-start-once]', async () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Imported skills of examples\/skills: \d+ created\.$/m);
    expect(first.stdout).toMatch(/^Answer: +database_optimization /m);
    expect(await isRunning()).toBe(false);
  });

  test('says in one line what is wrong with a folder or a flag', async () => {
    expect(await start('--skills', '/absent', '--once')).toMatchObject({
      status: 1,
      stderr: 'The skills of /absent were not imported. No /absent directory found.\n',
    });
    const { status, stderr } = await start('--ones');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Unknown option '--ones'[^\n]*\nnpm start -- \[--skills DIR\]/);
  });

  test('builds nothing and imports nothing the second time, and answers [docs.npm-start-second]', async () => {
    const before = await builtAt();
    const second = await start('--once');
    expect(second.stdout).toMatch(/^Imported skills of examples\/skills: \d+ unchanged\.$/m);
    expect(second.stdout).toMatch(/^Answer: +database_optimization /m);
    expect(await builtAt()).toEqual(before);
  });

  test('prints how to connect Claude Code, in a line that works from any folder with no core running [mcp.claude-code]', async () => {
    const [, command = '', program = ''] = /^ {2}claude mcp add tmws -- (\S+) (\S+)$/m.exec(first.stdout) ?? [];
    const env = Object.fromEntries(Object.entries(home.env).map(([name, value]) => [name, value ?? '']));
    const client = new Client({ name: 'tmws-test', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({ command, args: [program], env, cwd: folder.path, stderr: 'ignore' }),
    );
    expect((await client.listTools()).tools).toHaveLength(5);
    const learned = { pattern_name: 'mooring', pattern_content: 'Moor the zeppelin at dusk.', category: 'airships' };
    expect((await client.callTool({ name: 'learn_pattern', arguments: learned })).isError).not.toBe(true);
    const asked = { pattern_query: 'moor the zeppelin at dusk', context: '' };
    const { structuredContent } = await client.callTool({ name: 'apply_pattern', arguments: asked });
    expect(structuredContent).toMatchObject({ result: { found: true, patterns: [{ pattern_name: 'mooring' }] } });
    await client.close();
    await home.tmws('stop');
  });

  test("answers a question of one's own from skills of one's own [docs.npm-start-own]", async () => {
    const skills = path.join(folder.path, 'skills');
    await mkdir(path.join(skills, 'ship-bread'), { recursive: true });
    await writeFile(
      path.join(skills, 'ship-bread/SKILL.md'),
      '# Bread\n\nBake a loaf of rye for the crew of a ship.\n',
    );
    const { status, stdout } = await start('--skills', skills, '--ask', 'how do I bake at sea?', '--once');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Answer: +ship-bread /m);
  });

  test('serves until Ctrl-C without a word to end, and ends its core then [docs.npm-start-serves]', async () => {
    const child = begin();
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await expect.poll(() => printed, { timeout: 60_000 }).toContain('Serving until Ctrl-C.');
    expect(await isRunning()).toBe(true);
    const ended = once(child, 'close');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(await isRunning()).toBe(false);
  });

  test('says how to remove its examples, which are in a namespace of their own [cli.start-examples]', async () => {
    const examples = async (): Promise<readonly { namespace: string }[]> =>
      JSON.parse((await home.tmws('pattern', 'list', '--namespace', 'examples', '--json')).stdout).patterns;
    const before = await examples();
    expect(before.length).toBeGreaterThan(0);
    expect(before.every(({ namespace }) => namespace === 'examples')).toBe(true);
    const [, ...words] = /^ {2}node (.* namespace delete examples .*)$/m.exec(first.stdout) ?? [];
    const { status, stdout } = await run(process.execPath, (words[0] ?? '').split(' '), home.env);
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('examples is gone') });
    expect(await examples()).toEqual([]);
  });
});
