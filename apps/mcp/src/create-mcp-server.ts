import {
  type CallToolResult,
  McpServer,
  type ServerContext,
  type StandardSchemaWithJSON,
  TRACEPARENT_META_KEY,
} from '@modelcontextprotocol/server';
import type { TmwsCallOptions, TmwsClient } from '@tmws/client';
import { productVersion } from '@tmws/terminal';
import * as z from 'zod';
import { toFailure } from './failure/to-failure.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { leanSchema } from './lean-schema.ts';
import type { LogFields, Logger } from './stderr-logger.ts';
import type { Tool } from './tools/tool.ts';
import { TOOLS } from './tools/tools.ts';

/** What the server works with. */
export interface McpServerParts {
  /** Connects to the core, or gives the connection that there is. */
  readonly connect: () => Promise<TmwsClient>;
  readonly logger: Logger;
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

const callOptions = ({ mcpReq }: ServerContext): TmwsCallOptions => {
  const traceparent = mcpReq._meta?.[TRACEPARENT_META_KEY];
  return { signal: mcpReq.signal, ...(typeof traceparent === 'string' ? { traceparent } : {}) };
};

const callTool = async (
  tool: Tool,
  input: unknown,
  { connect, logger, context }: McpServerParts & { readonly context: ServerContext },
): Promise<CallToolResult> => {
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

/** An MCP server with every tool, for one connection of any protocol revision. */
export const createMcpServer = (parts: McpServerParts): McpServer => {
  const server = new McpServer(
    { name: 'tmws', title: 'TMWS learning patterns', version: productVersion() },
    { instructions: INSTRUCTIONS },
  );
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
  return server;
};
