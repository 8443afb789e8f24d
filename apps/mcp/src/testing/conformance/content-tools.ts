import { setTimeout as delay } from 'node:timers/promises';
import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { FIXTURE, RED_PIXEL, SILENCE } from './samples.ts';

const STEP_MS = 50;

const CONTACT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

const REGION_SCHEMA = {
  type: 'object',
  properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
  required: ['region'],
};

/** Tools whose answers the suite knows word by word, and those that tell of their progress. */
export const registerContentTools = (server: McpServer): void => {
  const text = (words: string) => ({ type: 'text' as const, text: words });
  const image = { type: 'image' as const, data: RED_PIXEL, mimeType: 'image/png' };
  const embedded = (uri: string, mimeType: string, words: string) => ({
    type: 'resource' as const,
    resource: { uri, mimeType, text: words },
  });

  server.registerTool('test_simple_text', FIXTURE, () => ({
    content: [text('This is a simple text response for testing.')],
  }));
  server.registerTool('test_image_content', FIXTURE, () => ({ content: [image] }));
  server.registerTool('test_audio_content', FIXTURE, () => ({
    content: [{ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }],
  }));
  server.registerTool('test_embedded_resource', FIXTURE, () => ({
    content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }));
  server.registerTool('test_multiple_content_types', FIXTURE, () => ({
    content: [
      text('Multiple content types test:'),
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }));
  server.registerTool('test_error_handling', FIXTURE, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool('test_tool_with_logging', FIXTURE, async ({ mcpReq }) => {
    await mcpReq.log('info', 'Tool execution started');
    await delay(STEP_MS);
    await mcpReq.log('info', 'Tool processing data');
    await delay(STEP_MS);
    await mcpReq.log('info', 'Tool execution completed');
    return { content: [text('Logged.')] };
  });
  server.registerTool('test_logging_tool', FIXTURE, async ({ mcpReq }) => {
    await mcpReq.log('info', 'Called');
    return { content: [text('Logged.')] };
  });
  server.registerTool('test_tool_with_progress', FIXTURE, async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined) {
        const params = { progressToken, progress, total: 100 };
        await mcpReq.notify({ method: 'notifications/progress', params });
      }
      if (progress < 100) await delay(STEP_MS);
    }
    return { content: [text('Done.')] };
  });
  server.registerTool('json_schema_2020_12_tool', { ...FIXTURE, inputSchema: fromJsonSchema(CONTACT_SCHEMA) }, () => ({
    content: [text('Read.')],
  }));
  server.registerTool(
    'test_region',
    { ...FIXTURE, inputSchema: fromJsonSchema<{ region: string }>(REGION_SCHEMA) },
    ({ region }) => ({ content: [text(region)] }),
  );
  server.registerTool('test_echo', { ...FIXTURE, inputSchema: z.object({ words: z.string() }) }, ({ words }) => ({
    content: [text(words)],
  }));
};
