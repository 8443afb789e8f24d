import type { CallToolResult, McpServer, ServerContext, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { callOptions } from '../call-options.ts';
import type { ClientLog } from '../client-log.ts';
import { toFailure } from '../failure/to-failure.ts';
import { leanSchema } from '../lean-schema.ts';
import type { McpServerParts } from '../mcp-server-parts.ts';
import type { LogFields } from '../stderr-logger.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools.ts';

/** What the tools work with. */
export interface ToolServerParts extends Pick<McpServerParts, 'connect'> {
  readonly clientLog: ClientLog;
}

/**
 * A schema for listing only, made when it is listed: what it refuses is answered by us, in the form of every other
 * answer.
 */
const listed = (schema: () => z.ZodType): StandardSchemaWithJSON<unknown, unknown> => ({
  '~standard': {
    version: 1,
    vendor: 'zod',
    validate: (value) => ({ value }),
    jsonSchema: {
      input: (options) => schema()['~standard'].jsonSchema.input(options),
      output: (options) => leanSchema(schema()['~standard'].jsonSchema.output(options)),
    },
  },
});

const answerSchema = (result: () => z.ZodType): z.ZodType =>
  z.object({
    success: z.boolean(),
    result: result().nullable(),
    message: z.string(),
    error: z.looseObject({ reason: z.string() }).optional(),
  });

const callTool = async (
  tool: Tool,
  input: unknown,
  { connect, clientLog, context }: ToolServerParts & { readonly context: ServerContext },
): Promise<CallToolResult> => {
  const logger = clientLog(context);
  const begin = performance.now();
  const facts = (): LogFields => ({ tool: tool.name, ms: Math.round(performance.now() - begin) });
  try {
    const call = { connect, options: callOptions(context) };
    const { result, message, text } = await tool.run(input, call);
    logger.debug(facts(), 'tool called');
    return { structuredContent: { success: true, result, message }, content: [{ type: 'text', text }] };
  } catch (error) {
    const { why, ...failure } = toFailure(error);
    const { reason } = failure.error;
    if (why === undefined) logger.debug({ ...facts(), reason }, 'tool refused');
    else logger.warn({ ...facts(), reason, why }, 'tool failed');
    return {
      isError: true,
      structuredContent: { success: false, result: null, ...failure },
      content: [{ type: 'text', text: `${reason}: ${failure.message}` }],
    };
  }
};

/** Registers every tool. */
export const registerTools = (server: McpServer, parts: ToolServerParts): void => {
  // Said first, as the SDK else offers to tell of changes to a list that never changes.
  server.server.registerCapabilities({ tools: { listChanged: false } });
  for (const tool of TOOLS) {
    const { name, title, description, annotations, input, result } = tool;
    const config = {
      title,
      description,
      annotations,
      inputSchema: listed(input),
      outputSchema: listed(() => answerSchema(result)),
    };
    server.registerTool(name, config, (args: unknown, context: ServerContext) =>
      callTool(tool, args, { ...parts, context }),
    );
  }
};
