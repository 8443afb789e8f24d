export { createMcpServer, type McpServerParts } from './create-mcp-server.ts';
export { createStderrLogger, type LogFields, type Logger } from './stderr-logger.ts';
