export { createMcpServer } from './create-mcp-server.ts';
export type { McpServerParts } from './mcp-server-parts.ts';
export { createStderrLogger, type LogFields, type Logger } from './stderr-logger.ts';
