import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { ProgramError, UsageError } from '@tmws/terminal';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_NAMES, type Machine } from './clients.ts';
import { install, readInstallLine } from './install-command.ts';

let home: string;
let machine: Machine;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tmws-install-'));
  machine = { platform: 'linux', home, folder: join(home, 'project'), environment: {} };
});
afterEach(() => rm(home, { recursive: true }));

const run = (line: string, environment: NodeJS.ProcessEnv = {}) => {
  const request = readInstallLine(line.split(' '), environment);
  if (request === undefined) throw new Error('help was asked for');
  return install(request, machine);
};

const json = async (...path: readonly string[]) => JSON.parse(await readFile(join(home, ...path), 'utf8'));

describe('a configuration that is not there yet', () => {
  test.each(CLIENT_NAMES)('is made for %s, with absolute paths, for its user alone', async (client) => {
    const { file, action, backup, made } = await run(`--client ${client}`);
    expect({ action, backup }).toEqual({ action: 'written', backup: undefined });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(made.entry.args.every(isAbsolute) && isAbsolute(made.entry.command)).toBe(true);
    const text = await readFile(file, 'utf8');
    const written = client === 'codex' ? parse(text) : JSON.parse(text);
    const servers = written.mcpServers ?? written.servers ?? written.mcp_servers;
    expect(servers).toEqual({ tmws: expect.objectContaining(made.entry) });
  });

  test('stands where the platform has it', async () => {
    machine = { ...machine, platform: 'darwin' };
    const desktop = await run('--client claude-desktop');
    expect(desktop.file).toBe(join(home, 'Library/Application Support/Claude/claude_desktop_config.json'));
    machine = { ...machine, platform: 'win32', environment: { APPDATA: join(home, 'AppData') } };
    expect((await run('--client vscode')).file).toBe(join(home, 'AppData', 'Code', 'User', 'mcp.json'));
  });

  test('of a project stands in the folder worked in', async () => {
    expect((await run('--client claude-code --scope project')).file).toBe(join(home, 'project', '.mcp.json'));
    await expect(run('--client claude-desktop --scope project')).rejects.toThrow(UsageError);
  });
});

describe('a configuration that is there', () => {
  const before =
    '{\n\t// mine\n\t"mcpServers": {\n\t\t"other": { "command": "other" }, /* keep */\n\t},\n\t"theme": "dark",\n}\n';

  test('keeps the mark at its beginning that Windows writes', async () => {
    const file = join(home, '.cursor', 'mcp.json');
    await mkdir(join(home, '.cursor'));
    await writeFile(file, '\uFEFF{"theme":"dark"}');
    await run('--client cursor');
    const text = await readFile(file, 'utf8');
    expect(text.startsWith('\uFEFF{')).toBe(true);
    expect(JSON.parse(text.slice(1))).toMatchObject({ theme: 'dark', mcpServers: { tmws: {} } });
  });

  test.each(['{"mcpServers":{"a":{}},"mcpServers":{"b":{}}}', '{"mcpServers":{"tmws":{},"tmws":{}}}'])(
    'that has a key twice, %s, is left as it is: clients go by the last',
    async (text) => {
      const file = join(home, '.cursor', 'mcp.json');
      await mkdir(join(home, '.cursor'));
      await writeFile(file, text);
      await expect(run('--client cursor')).rejects.toThrow(/is there more than once/);
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  test('that is nested without end is left as it is', async () => {
    await mkdir(join(home, '.cursor'));
    await writeFile(join(home, '.cursor', 'mcp.json'), '['.repeat(100_000));
    await expect(run('--client cursor')).rejects.toThrow(/nested too deeply/);
  });

  test('that is a pipe is not waited for', async () => {
    await mkdir(join(home, '.cursor'));
    execFileSync('mkfifo', [join(home, '.cursor', 'mcp.json')]);
    await expect(run('--client cursor')).rejects.toThrow(/it is no file/);
  });

  test('keeps everything else, its comments and its permissions, and is copied first', async () => {
    const file = join(home, '.cursor', 'mcp.json');
    await mkdir(join(home, '.cursor'));
    await writeFile(file, before);
    await chmod(file, 0o640);
    const { backup } = await run('--client cursor');
    expect(await readFile(backup ?? '', 'utf8')).toBe(before);
    const after = await readFile(file, 'utf8');
    for (const kept of ['// mine', '/* keep */', '"command": "other"', '"theme": "dark"']) {
      expect(after).toContain(kept);
    }
    expect(after).toContain('"tmws"');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  test('is left alone when it has the server already, and replaced when the settings are others', async () => {
    await run('--client claude-code --agent ann');
    expect((await run('--client claude-code --agent ann')).action).toBe('unchanged');
    expect((await run('--client claude-code --agent bob')).action).toBe('written');
    expect((await json('.claude.json')).mcpServers.tmws.env).toEqual({ TMWS_AGENT: 'bob' });
    expect((await readdir(home)).toSorted()).toEqual(['.claude.json', '.claude.json.backup']);
  });

  test('of TOML keeps its lines, and the table of the server is replaced', async () => {
    const file = join(home, '.codex', 'config.toml');
    await mkdir(join(home, '.codex'));
    const mine =
      '# mine\nmodel = "o"\n\n[mcp_servers.tmws]\ncommand = "old"\n\n[mcp_servers.tmws.env]\nA = "1"\n\n[mcp_servers.other]\ncommand = "x" # keep\n';
    await writeFile(file, mine);
    const { made } = await run('--client codex');
    const after = await readFile(file, 'utf8');
    expect(after).toContain('# mine\nmodel = "o"\n\n[mcp_servers.other]\ncommand = "x" # keep\n');
    expect(parse(after)).toEqual({ model: 'o', mcp_servers: { other: { command: 'x' }, tmws: made.entry } });
    expect((await run('--client codex')).action).toBe('unchanged');
  });

  test.each([
    ['cursor', '.cursor/mcp.json', '{ "mcpServers": '],
    ['cursor', '.cursor/mcp.json', '[]'],
    ['cursor', '.cursor/mcp.json', '{ "mcpServers": [] }'],
    ['codex', '.codex/config.toml', 'a = '],
    ['codex', '.codex/config.toml', 'mcp_servers = { tmws = { command = "inline" } }'],
  ])('of %s that cannot be read is left as it is', async (client, path, text) => {
    const file = join(home, path);
    await mkdir(join(file, '..'));
    await writeFile(file, text);
    await expect(run(`--client ${client}`)).rejects.toThrow(`${file} was left as it is.`);
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(join(file, '..'))).toHaveLength(1);
  });

  test('that the system does not give is one sentence', async () => {
    await mkdir(join(home, '.claude.json'));
    await expect(run('--client claude-code')).rejects.toThrow(ProgramError);
  });

  test('behind a link is written where the link leads', async () => {
    const real = join(home, 'dotfiles.json');
    await writeFile(real, '{}');
    await symlink(real, join(home, '.claude.json'));
    await run('--client claude-code');
    expect((await lstat(join(home, '.claude.json'))).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(real, 'utf8')).mcpServers.tmws.type).toBe('stdio');
  });
});

test('a dry run shows the configuration and writes nothing', async () => {
  const { action, text } = await run('--client vscode --dry-run');
  expect(action).toBe('would write');
  expect(JSON.parse(text).servers.tmws.type).toBe('stdio');
  expect(await readdir(home)).toEqual([]);
});

test('a dry run shows nothing of what else is there, which can hold keys', async () => {
  const before = '{ "mcpServers": { "other": { "env": { "KEY": "of-another-server" } } } }';
  await writeFile(join(home, '.claude.json'), before);
  const { text } = await run('--client claude-code --dry-run');
  expect(Object.keys(JSON.parse(text).mcpServers)).toEqual(['tmws']);
  expect(await readFile(join(home, '.claude.json'), 'utf8')).toBe(before);
});

test('settings given by variables are written, a key only where a flag gave it', async () => {
  const environment = { TMWS_ADDRESS: '127.0.0.1:7000', TMWS_API_KEY: 'from-the-environment' };
  const first = await run('--client claude-code', environment);
  expect(first.made.leftOut).toEqual(['TMWS_API_KEY']);
  expect((await json('.claude.json')).mcpServers.tmws.env).toEqual({ TMWS_ADDRESS: '127.0.0.1:7000' });
  await run('--client claude-code --api-key from-a-flag', environment);
  expect((await json('.claude.json')).mcpServers.tmws.env.TMWS_API_KEY).toBe('from-a-flag');
});

test('a client that nobody knows is wrong usage that lists those known', async () => {
  for (const client of ['emacs', 'toString']) {
    expect(() => readInstallLine(['--client', client], {})).toThrow(
      'Name a client with --client: claude-code, claude-desktop, cursor, vscode, codex.',
    );
  }
  expect(() => readInstallLine(['--client', 'cursor', '--scope', 'all'], {})).toThrow('--scope is user or project.');
});
