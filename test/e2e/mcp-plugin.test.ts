import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../harness/run.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

const TOOLS = [
  'apply_pattern',
  'evolve_pattern',
  'get_pattern_analytics',
  'learn_pattern',
  'suggest_learning_opportunities',
];

const json = async (...file: readonly string[]) => JSON.parse(await readFile(path.join(...file), 'utf8'));

/** The folder of the one plugin that the repository's marketplace lists. */
const pluginFolder = async (): Promise<string> => {
  const { plugins } = await json(REPOSITORY, '.claude-plugin', 'marketplace.json');
  expect(plugins).toHaveLength(1);
  return path.join(REPOSITORY, plugins[0].source);
};

/** The frontmatter of a Markdown file. */
const frontmatter = (text: string) => parse(/^---\n(.*?)\n---\n/s.exec(text)?.[1] ?? '');

test('the plugin starts the server with its five tools, as its manifest says [mcp.plugin]', async () => {
  const folder = await pluginFolder();
  expect((await json(folder, '.claude-plugin', 'plugin.json')).name).toBe('tmws');
  const { command, args } = (await json(folder, '.mcp.json')).mcpServers.tmws;
  await using home = await tmwsHome();
  const env = Object.fromEntries(
    Object.entries(home.env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  const client = new Client({ name: 'tmws-test', version: '1.0.0' });
  const places = args.map((word: string) => word.replace(/\$\{CLAUDE_PLUGIN_ROOT\}/, folder));
  await client.connect(new StdioClientTransport({ command, args: places, env, stderr: 'ignore' }));
  try {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual(TOOLS);
  } finally {
    await client.close();
  }
});

test('it has a slash command for each tool, and one that takes a tool by name [mcp.plugin]', async () => {
  const commands = path.join(await pluginFolder(), 'commands');
  const files = (await readdir(commands)).toSorted();
  expect(files).toEqual([...TOOLS, 'tmws'].map((name) => `${name}.md`).toSorted());
  for (const file of files) {
    const text = await readFile(path.join(commands, file), 'utf8');
    expect(frontmatter(text).description).toMatch(/^[A-Z].{20,}/);
    expect(text).toContain('$ARGUMENTS');
    expect(text).toContain(file === 'tmws.md' ? 'five tools' : `\`${path.basename(file, '.md')}\``);
  }
});
