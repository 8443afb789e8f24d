import type { ElicitRequestFormParams, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { FIXTURE } from './samples.ts';

const USER_SCHEMA: ElicitRequestFormParams['requestedSchema'] = {
  type: 'object',
  properties: {
    username: { type: 'string', description: "User's response" },
    email: { type: 'string', description: "User's email address" },
  },
  required: ['username', 'email'],
};

const DEFAULTS_SCHEMA: ElicitRequestFormParams['requestedSchema'] = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

const titled = (prefix: string, title: string) =>
  ['First', 'Second', 'Third'].map((ordinal, index) => ({
    const: `${prefix}${index + 1}`,
    title: `${ordinal} ${title}`,
  }));

const ENUMS_SCHEMA: ElicitRequestFormParams['requestedSchema'] = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
    titledSingle: { type: 'string', oneOf: titled('value', 'Option') },
    legacyEnum: {
      type: 'string',
      enum: ['opt1', 'opt2', 'opt3'],
      enumNames: ['Option One', 'Option Two', 'Option Three'],
    },
    untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
    titledMulti: { type: 'array', items: { anyOf: titled('value', 'Choice') } },
  },
};

/** Tools of the revisions before 2026-07-28 that ask the client over its session while they run. */
export const registerSessionTools = (server: McpServer): void => {
  const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });
  server.registerTool(
    'test_sampling',
    { ...FIXTURE, inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }];
      const { content } = await mcpReq.requestSampling({ messages, maxTokens: 100 });
      return text(`LLM response: ${'text' in content ? content.text : JSON.stringify(content)}`);
    },
  );
  server.registerTool(
    'test_elicitation',
    { ...FIXTURE, inputSchema: z.object({ message: z.string() }) },
    async ({ message }, { mcpReq }) => {
      const answer = await mcpReq.elicitInput({ message, requestedSchema: USER_SCHEMA });
      return text(`User response: ${JSON.stringify(answer)}`);
    },
  );
  const asking = (name: string, requestedSchema: ElicitRequestFormParams['requestedSchema']): void => {
    server.registerTool(name, FIXTURE, async ({ mcpReq }) => {
      const { action, content } = await mcpReq.elicitInput({ message: 'Please fill this in.', requestedSchema });
      return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
    });
  };
  asking('test_elicitation_sep1034_defaults', DEFAULTS_SCHEMA);
  asking('test_elicitation_sep1330_enums', ENUMS_SCHEMA);
};
