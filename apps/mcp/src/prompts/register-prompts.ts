import type { McpServer } from '@modelcontextprotocol/server';
import type { McpServerParts } from '../mcp-server-parts.ts';

/** Registers every prompt. */
export const registerPrompts = (_server: McpServer, _parts: McpServerParts): void => {};
