import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, run } from '../harness/run.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

/** Covered where they cost less than here: by the fresh-machine check, by the tests of the Python client, by this run itself. */
const ELSEWHERE = /^(npm |cd |python3 |\.venv\/)/;

const commandsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the README', () => {
  test('has commands that run as printed', async () => {
    const commands = commandsOf(await readFile(path.join(REPOSITORY, 'README.md'), 'utf8'));
    const here = commands.filter((command) => command.startsWith('node apps/cli/'));
    const claude = commands.filter((command) => command.startsWith('claude mcp add '));
    expect(
      commands.filter((command) => !ELSEWHERE.test(command) && !here.includes(command) && !claude.includes(command)),
    ).toEqual([]);
    expect(here.length).toBeGreaterThanOrEqual(4);

    await using home = await tmwsHome();
    await home.migrate('import', path.join(REPOSITORY, 'examples/skills'));
    for (const command of here) {
      const { status, stdout, stderr } = await run('sh', ['-c', `cd "${REPOSITORY}" && ${command}`], home.env);
      expect(`${command}: ${status} ${status === 0 ? '' : stderr}`).toBe(`${command}: 0 `);
      expect(stdout).not.toBe('');
    }
    const [server = ''] = /[\w./-]+tmws-mcp\.js/.exec(claude[0] ?? '') ?? [];
    expect(existsSync(path.join(REPOSITORY, server.replace(/^.*?apps\//, 'apps/')))).toBe(true);
  });

  test('links to pages and files that are there', async () => {
    const page = await readFile(path.join(REPOSITORY, 'README.md'), 'utf8');
    const links = [...page.matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.join(REPOSITORY, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });
});
