import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

describe('the list of tools', () => {
  let workplace: Workplace;
  let server: InProcessClient;
  beforeEach(async () => {
    workplace = createWorkplace();
    server = await connectInProcess(workplace.environment);
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test('has the tools that are built, with title, description and what they do', async () => {
    const { tools } = await server.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['learn_pattern', 'apply_pattern']);
    expect(tools.map(({ annotations }) => annotations)).toEqual([
      { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      { readOnlyHint: true, openWorldHint: false },
    ]);
    for (const { title, description } of tools) {
      expect(title).toBeTruthy();
      expect(description).toBeTruthy();
    }
  });

  test("has the specification's parameters, with their defaults and ranges [mcp.learn.parameters, mcp.apply.parameters]", async () => {
    const [learn, apply] = (await server.client.listTools()).tools;
    expect(learn?.inputSchema.required).toEqual(['pattern_name', 'pattern_content', 'category']);
    expect(learn?.inputSchema.properties).toMatchObject({
      pattern_name: { type: 'string', minLength: 1, maxLength: 255 },
      examples: { type: 'array', items: { type: 'string' } },
      metadata: { type: 'object' },
      confidence: { default: 0.8, minimum: 0, maximum: 1 },
      access_level: { enum: ['private', 'team', 'shared', 'public', 'system'] },
    });
    expect(apply?.inputSchema.required).toEqual(['pattern_query', 'context']);
    expect(apply?.inputSchema.properties).toMatchObject({
      max_patterns: { type: 'integer', default: 5, minimum: 1, maximum: 20 },
      min_similarity: { default: 0.7, minimum: 0, maximum: 1 },
      token_budget: { default: 4_000, maximum: 20_000 },
    });
  });

  test('takes little of the context of a conversation', async () => {
    const { tools } = await server.client.listTools();
    const inputs = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    const outputs = tools.map(({ outputSchema }) => outputSchema);
    expect(Buffer.byteLength(JSON.stringify(inputs))).toBeLessThanOrEqual(3_200);
    expect(Buffer.byteLength(JSON.stringify(outputs))).toBeLessThanOrEqual(4_000);
  });

  test('stands beside a name, a version and three lines of instructions [mcp.server-name]', () => {
    expect(server.client.getServerVersion()).toMatchObject({ name: 'tmws', version: expect.stringMatching(/^\d+\./) });
    const lines = server.client.getInstructions()?.split('\n') ?? [];
    expect(lines).toHaveLength(3);
    expect(lines.join(' ')).toMatch(/apply_pattern.*application_id.*learn_pattern.*verified/);
  });
});
