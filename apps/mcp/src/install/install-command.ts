import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { type Config, loadConfig, overridesFromFlags, settingFlags } from '@tmws/config';
import { EXIT_CODES, ProgramError, programEntry, UsageError } from '@tmws/terminal';
import { wrongLine } from '../command-line.ts';
import { CLIENT_NAMES, CLIENTS, type ClientName, isClientName, type Machine, SCOPES, type Scope } from './clients.ts';
import { type MadeEntry, serverEntry } from './server-entry.ts';
import { UnreadableConfigError } from './unreadable-config-error.ts';
import { readConfigFile, replaceConfigFile } from './write-config-file.ts';

/** What an installation did, or would do. */
export interface Installed {
  readonly client: string;
  /** Absolute path of the client's configuration. */
  readonly file: string;
  readonly action: 'written' | 'unchanged' | 'would write';
  /** Path of the copy of what was there; undefined: there was nothing, or nothing was written. */
  readonly backup: string | undefined;
  /** The server as it stands in the configuration, without what else is there: that can hold keys of other servers. */
  readonly text: string;
  readonly made: MadeEntry;
  readonly afterwards: string;
}

const FLAGS = {
  client: { type: 'string', description: `Program to configure: ${CLIENT_NAMES.join(', ')}.` },
  scope: {
    type: 'string',
    description: `${SCOPES.join(' or ')}: for all projects, or the folder worked in (default: user).`,
  },
  'dry-run': { type: 'boolean', description: 'Show what would be written, and write nothing.' },
  json: { type: 'boolean', description: 'Print one JSON object.' },
  help: { type: 'boolean', short: 'h', description: 'Show this text and exit.' },
} as const;

/** The text of `tmws-mcp install --help`. */
export const installHelp = (): string => {
  const row = ([flag, { description }]: readonly [string, { readonly description?: string }]): string =>
    `  --${flag.padEnd(26)}${description ?? ''}`;
  return `tmws-mcp install: adds the server to the configuration of an MCP client, by absolute paths.

Usage: tmws-mcp install --client NAME [FLAG…]

Everything else in the configuration stays as it is, and a copy of it is kept beside. Settings that are given here, as
flags or as variables, are written too; an API key only where it is given as a flag.

${Object.entries(FLAGS).map(row).join('\n')}

${Object.entries(settingFlags('mcp')).map(row).join('\n')}

Examples:
  tmws-mcp install --client claude-code
  tmws-mcp install --client cursor --scope project --dry-run
`;
};

/** What is asked for. */
export interface InstallRequest {
  readonly client: ClientName;
  readonly scope: Scope;
  readonly isDryRun: boolean;
  readonly json: boolean;
  readonly config: Config;
}

/** Reads the words after `install`; undefined: help was asked for. @throws UsageError, ConfigError */
export const readInstallLine = (
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): InstallRequest | undefined => {
  const { values } = parsedLine(words);
  if (values.help === true) return undefined;
  const { client, scope = 'user' } = values;
  if (typeof client !== 'string' || !isClientName(client)) {
    throw new UsageError(`Name a client with --client: ${CLIENT_NAMES.join(', ')}.`);
  }
  const known = SCOPES.find((name) => name === scope);
  if (known === undefined) throw new UsageError(`--scope is ${SCOPES.join(' or ')}.`);
  return {
    client,
    scope: known,
    isDryRun: values['dry-run'] === true,
    json: values.json === true,
    config: loadConfig(environment, overridesFromFlags(values)),
  };
};

const parsedLine = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: { ...settingFlags('mcp'), ...FLAGS } });
  } catch (error) {
    throw wrongLine(error, 'tmws-mcp install');
  }
};

/**
 * Adds the server to the client's configuration, or says what that would be.
 *
 * @throws UsageError where the client has no configuration of the scope, or its own is not understood; ProgramError
 * where the system does not let it be read or written
 */
export const install = async (request: InstallRequest, machine: Machine): Promise<Installed> => {
  const client = CLIENTS[request.client];
  const file = client.file(request.scope, machine);
  if (file === undefined) throw new UsageError(`${client.title} has no configuration of a project. Leave out --scope.`);
  const made = serverEntry(request.config, programEntry('mcp'));
  const before = await inFile(file, () => readConfigFile(file));
  const after = merged(client, { file, before, made });
  const base = {
    client: request.client,
    file,
    backup: undefined,
    text: client.merge('', made.entry) ?? '',
    made,
    afterwards: client.afterwards,
  };
  if (after === undefined) return { ...base, action: 'unchanged' };
  if (request.isDryRun) return { ...base, action: 'would write' };
  return { ...base, action: 'written', backup: await inFile(file, () => replaceConfigFile(file, after)) };
};

const inFile = async <Result>(file: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProgramError(`${file} cannot be configured (${why}). Nothing in it was changed.`, {
      reason: 'CONFIGURATION_UNWRITABLE',
      exitCode: EXIT_CODES.failed,
      metadata: { file },
    });
  }
};

const merged = (
  client: (typeof CLIENTS)[ClientName],
  { file, before, made }: { readonly file: string; readonly before: string; readonly made: MadeEntry },
): string | undefined => {
  try {
    return client.merge(before, made.entry);
  } catch (error) {
    if (!(error instanceof UnreadableConfigError)) throw error;
    throw new UsageError(`${file} was left as it is. ${error.message} Mend the file, then install again.`);
  }
};

/** This machine, with an environment. */
export const thisMachine = (environment: Machine['environment']): Machine => ({
  platform: process.platform,
  home: homedir(),
  folder: process.cwd(),
  environment,
});
