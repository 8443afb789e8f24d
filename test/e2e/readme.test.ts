import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, run } from '../harness/run.ts';
import { startTcpCore } from '../harness/tcp-core.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

/**
 * Covered where they cost less than here: by the fresh-machine check, by the tests of the Python client, by this run
 * itself. Claude Code is not on every machine: what it is told is compared.
 */
const ELSEWHERE = /^(npm |cd |python3 |\.venv\/|claude )/;

const page = await readFile(path.join(REPOSITORY, 'README.md'), 'utf8');

const commandsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const TEAM = /^## Work as a team\n[\s\S]*?(?=^## )/m;

const sh = async (command: string, env: NodeJS.ProcessEnv): Promise<string> => {
  const { status, stdout, stderr } = await run('sh', ['-c', `cd "${REPOSITORY}" && ${command}`], env);
  expect(`${command}: ${status} ${status === 0 ? '' : stderr}`).toBe(`${command}: 0 `);
  return stdout;
};

describe('the README', () => {
  test('has commands that run as printed', async () => {
    const commands = commandsOf(page.replace(TEAM, ''));
    const here = commands.filter((command) => command.startsWith('node apps/cli/'));
    const installs = commands.filter((command) => command.startsWith('node apps/mcp/dist/tmws-mcp.js install '));
    expect(commands.filter((command) => ![...here, ...installs].includes(command) && !ELSEWHERE.test(command))).toEqual(
      [],
    );
    expect(here.length).toBeGreaterThanOrEqual(8);

    await using home = await tmwsHome();
    await home.migrate('import', path.join(REPOSITORY, 'examples/skills'));
    for (const command of here) expect(await sh(command, home.env)).not.toBe('');
    const env = { ...home.env, HOME: path.dirname(home.dataDir), CLAUDE_CONFIG_DIR: undefined };
    expect(installs).toHaveLength(1);
    for (const command of installs) expect(await sh(command, env)).toContain(path.join(env.HOME, '.claude.json'));
    const [, plugin, marketplace] = /claude plugin install (\S+)@(\S+)/.exec(page) ?? [];
    const listed = JSON.parse(await readFile(path.join(REPOSITORY, '.claude-plugin/marketplace.json'), 'utf8'));
    expect([listed.plugins[0].name, listed.name]).toEqual([plugin, marketplace]);
  });

  test('has a program in TypeScript that finds what it asks for', async () => {
    const [, program = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];
    await using home = await tmwsHome();
    await home.migrate('import', path.join(REPOSITORY, 'examples/skills'));
    await untilEmbedded(await home.client());
    const node = `"${process.execPath}" --input-type=module-typescript --eval "$PROGRAM"`;
    expect(await sh(node, { ...home.env, PROGRAM: program })).toMatch(/^kubernetes-crash-loop 0\.\d\d$/m);
  });

  test('brings a team to a core over TLS by a key', async () => {
    const commands = commandsOf(TEAM.exec(page)?.[0] ?? '');
    await using home = await tmwsHome();
    // As `npm start` leaves it.
    await home.migrate('import', path.join(REPOSITORY, 'examples/skills'), '--namespace', 'examples');
    await untilEmbedded(await home.client());
    const folder = path.dirname(home.dataDir);
    const inFolder = (text: string): string => text.replaceAll(/core(-key)?\.pem/g, (file) => path.join(folder, file));
    const core = commands.findIndex((command) => command.startsWith('npx tmws-core '));
    const [settings = '', ...asAlice] = commands.slice(core + 1);
    const printed: string[] = [];
    for (const command of commands.slice(0, core)) printed.push(await sh(inFolder(command), home.env));
    const [secret = ''] = /tmws_[\w-]{20,}/.exec(printed.join('\n')) ?? [];
    const flags = inFolder(commands[core] ?? '')
      .replace('localhost:7000', 'localhost:0')
      .split(' ')
      .slice(2);
    await using served = await startTcpCore(home, ...flags);
    const given = inFolder(settings).replace('https://localhost:7000', served.address).replace('tmws_…', secret);
    const answers: string[] = [];
    for (const command of asAlice) answers.push(await sh(`${given} && ${command}`, { ...home.env, TMWS_AGENT: '' }));
    expect(answers[0]).toMatch(/alice[\s\S]*web/);
    expect(answers[1]).toContain('kubernetes-crash-loop');
    expect(answers.length).toBe(2);
  });

  test('links to pages and files that are there', () => {
    const links = [...page.matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.join(REPOSITORY, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });
});
