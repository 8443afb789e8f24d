export { createMcpServer } from './create-mcp-server.ts';
export type { McpServerParts } from './mcp-server-parts.ts';
