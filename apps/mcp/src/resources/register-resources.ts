import type { McpServer } from '@modelcontextprotocol/server';
import type { McpServerParts } from '../mcp-server-parts.ts';

/** Registers the readable patterns as resources. */
export const registerResources = (_server: McpServer, _parts: McpServerParts): void => {};
