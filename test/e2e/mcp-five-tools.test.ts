import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mcpAnswer } from '../harness/mcp-answer.ts';
import { mcpClient } from '../harness/mcp-client.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
  await untilEmbedded(await home.client());
});
afterAll(() => home[Symbol.asyncDispose]());

const LEARNED = { pattern_content: 'Moor the zeppelin at dusk.', category: 'airships' };

/** What a model cannot call: rpcs, commands, flags. */
const NOT_FOR_MODELS =
  /\b(?:Accept|Apply|Approve|Compare|Create|Delete|Evolve|Get|Import|Learn|List|Purge|Recommend|Record|Reject|Restore|Search|Suggest|Undelete|Update)[A-Z]\w+|\btmws [a-z]|--[a-z]/;

test('each of the five tools answers {success, result, message}, and its text says the same [mcp.envelope, mcp.text-copy]', async () => {
  await using client = await mcpClient(home);
  const { pattern_id } = (await mcpAnswer(client, 'learn_pattern', { ...LEARNED, pattern_name: 'enveloped' })).result;
  const calls: Readonly<Record<string, Record<string, unknown>>> = {
    learn_pattern: { ...LEARNED, pattern_name: 'enveloped too' },
    apply_pattern: { pattern_query: `id:${pattern_id}`, context: '' },
    get_pattern_analytics: {},
    evolve_pattern: { pattern_id, evolution_data: {}, success_feedback: true },
    suggest_learning_opportunities: {},
  };
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).toSorted()).toEqual(Object.keys(calls).toSorted());
  for (const [name, input] of Object.entries(calls)) {
    const { structuredContent, content, isError } = await client.callTool({ name, arguments: input });
    expect(isError ?? false).toBe(false);
    const { message = '', ...rest } = JSON.parse(JSON.stringify(structuredContent));
    expect(Object.keys(rest)).toEqual(['success', 'result']);
    expect(rest).toMatchObject({ success: true, result: expect.any(Object) });
    expect(message).not.toBe('');
    expect(content).toEqual([{ type: 'text', text: expect.stringContaining(message) }]);
    expect(message).not.toMatch(NOT_FOR_MODELS);
  }
});

test("learning answers with the keys of the specification's example, and what lint found [mcp.learn.response]", async () => {
  await using client = await mcpClient(home);
  const { result } = await mcpAnswer(client, 'learn_pattern', {
    ...LEARNED,
    pattern_name: 'pattern1',
    examples: ['moor --at dusk'],
    confidence: 0.9,
  });
  expect(result).toMatchObject({
    pattern_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    pattern_name: 'pattern1',
    category: 'airships',
    confidence: 0.9,
    examples_count: 1,
    vector_dimensions: expect.any(Number),
    stored_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  const rules = result.findings.map((finding: { text: string }) => finding.text).join('\n');
  expect(rules).toMatch(/name/i);
  expect(rules).toMatch(/description/);
});

test("the analytics have the keys of the specification's example, and count what may be read [mcp.analytics.response]", async () => {
  await using ann = await mcpClient({ ...home, env: { ...home.env, TMWS_AGENT: 'ann' } });
  await using bob = await mcpClient({ ...home, env: { ...home.env, TMWS_AGENT: 'bob' } });
  const before = (await mcpAnswer(bob, 'get_pattern_analytics', {})).result.overview.total_patterns;
  const learn = async (pattern_name: string, access_level: string): Promise<string> =>
    (await mcpAnswer(ann, 'learn_pattern', { ...LEARNED, pattern_name, access_level })).result.pattern_id;
  await learn('counted by one', 'private');
  const pattern_id = await learn('counted by two', 'team');
  await mcpAnswer(ann, 'evolve_pattern', { pattern_id, evolution_data: {}, success_feedback: true });
  const { result, message } = await mcpAnswer(bob, 'get_pattern_analytics', { days: 2, namespace: 'default' });
  expect(result.overview).toEqual({
    total_patterns: before + 1,
    total_applications: 1,
    avg_applications_per_pattern: expect.any(Number),
    avg_success_rate: 1,
    knowledge_base_health: 'excellent',
  });
  expect(result.distribution).toEqual({
    by_category: { airships: before + 1 },
    by_confidence: { high: expect.any(Number), medium: expect.any(Number), low: expect.any(Number) },
  });
  expect(result.usage_patterns).toEqual({
    most_applied: [expect.objectContaining({ pattern_id, pattern_name: 'counted by two', application_count: 1 })],
    least_applied: [expect.objectContaining({ pattern_id })],
    unused_patterns: before,
  });
  expect(result).toMatchObject({ window: { days: 2, applications: 1 }, recent_days: [{}, {}] });
  expect(message).toContain('applied 1 times');
});

test('opportunities come from what was done, with what the tools can do about them [mcp.suggest.response]', async () => {
  const client = await home.client('sue');
  for (let note = 0; note < 11; note += 1) {
    await client.insight.recordExperience({ area: 'moorings', content: `Note ${note}` });
  }
  await using sue = await mcpClient({ ...home, env: { ...home.env, TMWS_AGENT: 'sue' } });
  const { result, message } = await mcpAnswer(sue, 'suggest_learning_opportunities', { namespace: 'default' });
  expect(Object.keys(result)).toEqual([
    'knowledge_base_summary',
    'learning_opportunities',
    'opportunity_count',
    'priority_breakdown',
    'next_step',
  ]);
  expect(result.knowledge_base_summary).toEqual({
    total_memories: 11,
    total_patterns: expect.any(Number),
    coverage_ratio: expect.any(Number),
  });
  expect(result.learning_opportunities[0]).toMatchObject({
    type: 'pattern_opportunity',
    area: 'moorings',
    priority: 'high',
    reason: expect.stringContaining('11 memories'),
    suggested_action: 'Learn patterns for moorings operations',
  });
  const { high, medium, low } = result.priority_breakdown;
  expect(high + medium + low).toBe(result.opportunity_count);
  expect(message).toContain(`Found ${result.opportunity_count} learning opportunities`);
  expect(result.next_step).toContain('learn_pattern');
});

test('evolve_pattern does what EvolvePattern does over gRPC [grpc.learning-evolve]', async () => {
  const client = await home.client();
  await using mcp = await mcpClient(home);
  const learn = async (pattern_name: string): Promise<string> =>
    (await mcpAnswer(mcp, 'learn_pattern', { ...LEARNED, pattern_name })).result.pattern_id;
  const [overMcp, overGrpc] = [await learn('evolved over mcp'), await learn('evolved over grpc')];
  for (const [success, data] of [
    [true, { improvement: 'Tail first' }],
    [false, {}],
    [undefined, { improvement: null }],
  ] as const) {
    const evolved = await client.learning.evolvePattern({
      patternId: overGrpc,
      evolutionData: data,
      successFeedback: success,
      notes: 'At night',
    });
    const answer = await mcpAnswer(mcp, 'evolve_pattern', {
      pattern_id: overMcp,
      evolution_data: data,
      notes: 'At night',
      ...(success === undefined ? {} : { success_feedback: success }),
    });
    const { evolutionSummary: summary } = evolved;
    expect(answer.message).toBe(evolved.message);
    expect(answer.result.evolution_summary).toEqual({
      previous_success_rate: expect.closeTo(summary?.previousSuccessRate ?? -1, 3),
      new_success_rate: expect.closeTo(summary?.newSuccessRate ?? -1, 3),
      previous_confidence: expect.closeTo(summary?.previousConfidence ?? -1, 3),
      new_confidence: expect.closeTo(summary?.newConfidence ?? -1, 3),
      evolution_count: summary?.evolutionCount,
      applications_analyzed: summary?.applicationsAnalyzed,
    });
    expect(answer.result.changes.map(({ path }: { path: string }) => path)).toEqual(
      evolved.changes.map(({ path }) => path),
    );
    expect(answer.result.revision).toBe(evolved.revision);
  }
});

test('errors of a real core name none but the five tools, and say what to do [mcp.hints-five-tools, mcp.failure, mcp.learn.duplicate]', async () => {
  await using client = await mcpClient({ ...home, env: { ...home.env, TMWS_AGENT: 'zoe' } });
  const learned = { ...LEARNED, pattern_name: 'provoked' };
  const { pattern_id } = (await mcpAnswer(client, 'learn_pattern', learned)).result;
  const evolve = { pattern_id, evolution_data: {} };
  const provoked: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['learn_pattern', learned, 'PATTERN_EXISTS'],
    ['learn_pattern', { ...learned, pattern_name: 'y', access_level: 'system' }, 'NOT_ADMIN'],
    ['learn_pattern', { ...learned, pattern_name: 'n', namespace: 'elsewhere' }, 'NOT_A_MEMBER'],
    ['learn_pattern', { ...learned, pattern_name: ' \u0007 ' }, 'INVALID_FIELD'],
    ['apply_pattern', { pattern_query: ' ', context: '' }, 'INVALID_FIELD'],
    ['apply_pattern', { pattern_query: 'x', context: '', token_budget: 100 }, 'INVALID_FIELD'],
    ['evolve_pattern', { ...evolve, pattern_id: crypto.randomUUID() }, 'PATTERN_NOT_FOUND'],
    ['evolve_pattern', { ...evolve, pattern_id: 'no id' }, 'PATTERN_NOT_FOUND'],
    ['evolve_pattern', { ...evolve, application_id: crypto.randomUUID() }, 'APPLICATION_NOT_FOUND'],
    ['evolve_pattern', { ...evolve, evolution_data: { pattern_content: 'x'.repeat(262_120) } }, 'INVALID_FIELD'],
    ['get_pattern_analytics', { days: 0 }, 'INVALID_FIELD'],
    ['suggest_learning_opportunities', { namespace: '' }, 'INVALID_FIELD'],
  ];
  for (const [name, input, reason] of provoked) {
    const { isError, structuredContent } = await client.callTool({ name, arguments: input });
    const { success, result, error, message } = JSON.parse(JSON.stringify(structuredContent));
    expect({ name, reason: error?.reason, isError, success, result }).toEqual({
      name,
      reason,
      isError: true,
      success: false,
      result: null,
    });
    expect(message).toMatch(/\S+ .*[.;] \S+/);
    expect(`${message} ${JSON.stringify(error)}`).not.toMatch(NOT_FOR_MODELS);
    if (reason === 'PATTERN_EXISTS') {
      expect(error.pattern_id).toBe(pattern_id);
      expect(message).toContain('Improve that one with evolve_pattern, or choose another pattern_name');
    }
  }
});

test('an admin reads no more with the tools than a member', async () => {
  const owner = await home.client('owner');
  const { pattern } = await owner.patterns.createPattern({
    patternName: 'diary',
    category: 'secrets',
    accessLevel: AccessLevel.PRIVATE,
    patternData: { description: 'How to hide a zeppelin' },
  });
  const hidden = pattern?.id ?? '';
  await using admin = await mcpClient(home);
  const applied = await mcpAnswer(admin, 'apply_pattern', { pattern_query: `id:${hidden}`, context: '' });
  expect(applied.result).toMatchObject({ found: false, patterns: [] });
  const found = await mcpAnswer(admin, 'apply_pattern', {
    pattern_query: 'hide a zeppelin',
    context: '',
    min_similarity: 0,
  });
  expect(JSON.stringify(found)).not.toContain(hidden);
  const refused = await mcpAnswer(admin, 'evolve_pattern', { pattern_id: hidden, evolution_data: { a: 1 } });
  expect(refused).toMatchObject({ success: false, error: { reason: 'PATTERN_NOT_FOUND' } });
  const analytics = await mcpAnswer(admin, 'get_pattern_analytics', {});
  expect(analytics.result.distribution.by_category).not.toHaveProperty('secrets');
  expect(JSON.stringify(await mcpAnswer(admin, 'suggest_learning_opportunities', {}))).not.toContain(hidden);
});
