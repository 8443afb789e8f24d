import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { PROGRAMS } from './run.ts';
import type { TmwsHome } from './tmws-home.ts';

/** The official client, connected to the built server over stdio. */
export const mcpClient = async (home: TmwsHome): Promise<Client & AsyncDisposable> => {
  const client = new Client({ name: 'tmws-test', version: '1.0.0' });
  const env = Object.fromEntries(
    Object.entries(home.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [PROGRAMS.mcp], env, stderr: 'ignore' }),
  );
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
};
