import { McpServer } from '@modelcontextprotocol/server';
import { productVersion } from '@tmws/terminal';
import { createClientLog } from './client-log.ts';
import { registerCompletion } from './completion/register-completion.ts';
import { INSTRUCTIONS } from './instructions.ts';
import type { McpServerParts } from './mcp-server-parts.ts';
import { registerPrompts } from './prompts/register-prompts.ts';
import { registerResources } from './resources/register-resources.ts';
import { registerSkills } from './skills/register-skills.ts';
import { registerTools } from './tools/register-tools.ts';

/** An MCP server with all that we offer, for one connection of any protocol revision and one caller. */
export const createMcpServer = (parts: McpServerParts): McpServer => {
  const server = new McpServer(
    { name: 'tmws', title: 'TMWS learning patterns', version: productVersion() },
    { instructions: INSTRUCTIONS },
  );
  registerTools(server, { ...parts, clientLog: createClientLog(server, parts.logger) });
  const hearList = registerResources(server, parts);
  registerPrompts(server, parts);
  registerCompletion(server, parts);
  registerSkills(server, { ...parts, hearList });
  return server;
};
