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

  test('has exactly the five tools, with title, description and what they do [mcp.five-tools]', async () => {
    const { tools } = await server.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'learn_pattern',
      'apply_pattern',
      'get_pattern_analytics',
      'evolve_pattern',
      'suggest_learning_opportunities',
    ]);
    expect(tools.map(({ annotations }) => annotations)).toEqual([
      { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      { readOnlyHint: true, openWorldHint: false },
      { readOnlyHint: true, openWorldHint: false },
      { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
      { readOnlyHint: true, openWorldHint: false },
    ]);
    for (const { title, description } of tools) {
      expect(title).toBeTruthy();
      expect(description).toBeTruthy();
    }
  });

  test("has the specification's parameters, with their defaults and ranges [mcp.learn.parameters, mcp.apply.parameters, mcp.evolve.parameters]", async () => {
    const [learn, apply, analytics, evolve, suggest] = (await server.client.listTools()).tools;
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
    expect(analytics?.inputSchema).not.toHaveProperty('required');
    expect(analytics?.inputSchema.properties).toMatchObject({
      days: { type: 'integer', default: 30, minimum: 1, maximum: 3_650 },
      namespace: { type: 'string' },
    });
    expect(evolve?.inputSchema.required).toEqual(['pattern_id', 'evolution_data']);
    expect(evolve?.inputSchema.properties).toMatchObject({
      pattern_id: { type: 'string' },
      evolution_data: { type: 'object' },
      success_feedback: { type: 'boolean' },
      notes: { type: 'string', maxLength: 4_000 },
      application_id: { type: 'string' },
      bump: { enum: ['patch', 'minor', 'major'] },
    });
    expect(suggest?.inputSchema).not.toHaveProperty('required');
    expect(Object.keys(suggest?.inputSchema.properties ?? {})).toEqual(['namespace']);
  });

  test('takes little of the context of a conversation', async () => {
    const { tools } = await server.client.listTools();
    const inputs = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    const outputs = tools.map(({ outputSchema }) => outputSchema);
    // 2,000 tokens, each counted as three bytes; a JSON schema by itself has more than four bytes a token.
    expect(Buffer.byteLength(JSON.stringify(inputs))).toBeLessThanOrEqual(6_000);
    expect(Buffer.byteLength(JSON.stringify(outputs))).toBeLessThanOrEqual(8_000);
  });

  test('stands beside a name, a version and three lines of instructions [mcp.server-name]', () => {
    expect(server.client.getServerVersion()).toMatchObject({ name: 'tmws', version: expect.stringMatching(/^\d+\./) });
    const lines = server.client.getInstructions()?.split('\n') ?? [];
    expect(lines).toHaveLength(3);
    expect(lines.join(' ')).toMatch(/apply_pattern.*evolve_pattern.*application_id.*learn_pattern.*verified/);
  });
});
