import type { Client } from '@modelcontextprotocol/client';

/** Calls a tool and gives its `structuredContent`, as loose as JSON: what a test expects of it is what it checks. */
export const mcpAnswer = async (
  client: Client,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<ReturnType<typeof JSON.parse>> =>
  JSON.parse(JSON.stringify((await client.callTool({ name, arguments: { ...input } })).structuredContent));
