import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { PROGRAMS } from './run.ts';
import type { TmwsHome } from './tmws-home.ts';

/** How a client opens: with the revisions before 2026-07-28, or with that one. */
export const ERAS = ['legacy', 'auto'] as const;

/** One of {@link ERAS}. */
export type Era = (typeof ERAS)[number];

/** The official client of an era as an agent, connected to the built server over stdio. */
export const eraClient = async (
  home: TmwsHome,
  era: Era,
  { agent, ...options }: ClientOptions & { readonly agent?: string } = {},
): Promise<Client & AsyncDisposable> => {
  const client = new Client({ name: 'tmws-test', version: '1.0.0' }, { ...options, versionNegotiation: { mode: era } });
  const given = { ...home.env, ...(agent === undefined ? {} : { TMWS_AGENT: agent }) };
  const env = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const args = [PROGRAMS.mcp];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
};
