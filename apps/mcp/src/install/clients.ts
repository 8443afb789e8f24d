import { join } from 'node:path';
import { mergeJson } from './merge-json.ts';
import { mergeToml } from './merge-toml.ts';
import type { ServerEntry } from './server-entry.ts';

/** Whose configuration: that of the user, for all projects, or that of the folder worked in. */
export const SCOPES = ['user', 'project'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** The machine as far as it decides where clients keep their configuration. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The folder worked in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A program that MCP servers are configured for. */
export interface McpClient {
  readonly title: string;
  /** Absolute path of its configuration; undefined: it has none of that scope. */
  readonly file: (scope: Scope, machine: Machine) => string | undefined;
  /**
   * The text of the configuration with the server in it, everything else as it was; undefined: it is in it as it is.
   *
   * @throws UnreadableConfigError
   */
  readonly merge: (text: string, entry: ServerEntry) => string | undefined;
  /** What to do then, one sentence. */
  readonly afterwards: string;
}

const SERVER_NAME = 'tmws';

/** The folder of a program's own below the platform's folder for settings. */
const settingsFolder = ({ platform, home, environment }: Machine, name: string): string => {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), name);
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), name);
};

const inJson =
  (key: string, more: object = {}): McpClient['merge'] =>
  (text, entry) =>
    mergeJson(text, { path: [key, SERVER_NAME], value: { ...more, ...entry } });

const byScope =
  (user: (machine: Machine) => string, project: readonly string[] | undefined): McpClient['file'] =>
  (scope, machine) => {
    if (scope === 'user') return user(machine);
    return project === undefined ? undefined : join(machine.folder, ...project);
  };

/** Every client that is known, by the name that is typed. */
export const CLIENTS = {
  'claude-code': {
    title: 'Claude Code',
    file: byScope(
      ({ home, environment }) => join(environment.CLAUDE_CONFIG_DIR ?? home, '.claude.json'),
      ['.mcp.json'],
    ),
    merge: inJson('mcpServers', { type: 'stdio' }),
    afterwards: 'Start Claude Code anew, and see the server with /mcp.',
  },
  'claude-desktop': {
    title: 'Claude Desktop',
    file: byScope((machine) => join(settingsFolder(machine, 'Claude'), 'claude_desktop_config.json'), undefined),
    merge: inJson('mcpServers'),
    afterwards: 'Quit Claude Desktop and start it anew.',
  },
  cursor: {
    title: 'Cursor',
    file: byScope(({ home }) => join(home, '.cursor', 'mcp.json'), ['.cursor', 'mcp.json']),
    merge: inJson('mcpServers'),
    afterwards: 'Cursor asks whether to enable the server, or lists it in its settings under MCP.',
  },
  vscode: {
    title: 'VS Code',
    file: byScope((machine) => join(settingsFolder(machine, 'Code'), 'User', 'mcp.json'), ['.vscode', 'mcp.json']),
    merge: inJson('servers', { type: 'stdio' }),
    afterwards: 'Run the command "MCP: List Servers" of VS Code, and start the server there.',
  },
  codex: {
    title: 'Codex',
    file: byScope(
      ({ home, environment }) => join(environment.CODEX_HOME ?? join(home, '.codex'), 'config.toml'),
      ['.codex', 'config.toml'],
    ),
    merge: (text, entry) => mergeToml(text, { table: ['mcp_servers', SERVER_NAME], value: entry }),
    afterwards: 'Start Codex anew, and see the server with /mcp.',
  },
} as const satisfies Readonly<Record<string, McpClient>>;

/** One of {@link CLIENTS}. */
export type ClientName = keyof typeof CLIENTS;

/** Every name of {@link CLIENTS}. */
export const CLIENT_NAMES = Object.keys(CLIENTS);

/** Whether a client of that name is known. */
export const isClientName = (name: string): name is ClientName => Object.hasOwn(CLIENTS, name);
