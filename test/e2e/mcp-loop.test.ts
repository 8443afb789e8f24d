import type { Client } from '@modelcontextprotocol/client';
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

const as = (agent: string): Promise<Client & AsyncDisposable> =>
  mcpClient({ ...home, env: { ...home.env, TMWS_AGENT: agent } });

const learn = async (client: Client, name: string, more: object = {}): Promise<string> => {
  const learned = await mcpAnswer(client, 'learn_pattern', {
    pattern_name: name,
    pattern_content: 'Approach into the wind, lower the ropes, and let the ground crew walk the nose to the mast.',
    category: 'airships',
    metadata: { description: 'How to moor an airship at a mast', old: 'hat' },
    access_level: 'team',
    ...more,
  });
  return learned.result.pattern_id;
};

const MOOR = { pattern_query: 'moor an airship at a mast', context: '', min_similarity: 0.3 };

test('the loop closes: look, follow, report, and the next answer ranks by it [mcp.apply.application-id, mcp.evolve.outcome]', async () => {
  await using ann = await as('ann');
  await using bob = await as('bob');
  await learn(ann, 'mooring');
  await learn(bob, 'mooring');
  await untilEmbedded(await home.client());
  const first = (await mcpAnswer(ann, 'apply_pattern', MOOR)).result;
  const [leading, following] = first.patterns;
  expect(leading.similarity).toBe(following.similarity);
  expect(first.application_guidance.next_step).toContain('evolve_pattern');

  const failed = await mcpAnswer(ann, 'evolve_pattern', {
    pattern_id: leading.pattern_id,
    evolution_data: {},
    success_feedback: false,
    notes: 'Too windy',
    application_id: first.application_id,
  });
  expect(failed.message).toBe('Pattern evolved - Success rate: 0.00');
  const worked = await mcpAnswer(ann, 'evolve_pattern', {
    pattern_id: following.pattern_id,
    evolution_data: {},
    success_feedback: true,
    application_id: first.application_id,
  });
  expect(worked.message).toBe('Pattern evolved - Success rate: 1.00');

  const next = (await mcpAnswer(ann, 'apply_pattern', MOOR)).result;
  expect(next.patterns[0]).toMatchObject({
    pattern_id: following.pattern_id,
    application_count: 1,
    success_rate: 1,
    similarity: leading.similarity,
  });
  expect(next).not.toHaveProperty('open_application');
  const client = await home.client('ann');
  const { usages } = await client.usage.listUsage({ patternId: leading.pattern_id });
  expect(usages).toMatchObject([{ agentId: 'ann', contextData: { notes: 'Too windy' } }]);
});

test('one application counts one outcome for each of its patterns, however often it is reported [mcp.evolve.outcome-once]', async () => {
  await using cat = await as('cat');
  await learn(cat, 'one mooring', { access_level: 'private' });
  await learn(cat, 'another mooring', { access_level: 'private' });
  await untilEmbedded(await home.client());
  const { application_id, patterns } = (await mcpAnswer(cat, 'apply_pattern', MOOR)).result;
  const [one, another] = patterns.filter(({ agent_id }: { agent_id: string }) => agent_id === 'cat');
  const report = (pattern_id: string) =>
    mcpAnswer(cat, 'evolve_pattern', { pattern_id, evolution_data: {}, success_feedback: true, application_id });
  const first = await report(one.pattern_id);
  const again = await report(one.pattern_id);
  expect(first.result).toHaveProperty('usage_id');
  expect(again.result).not.toHaveProperty('usage_id');
  expect(again.message).toContain('was counted before');
  expect(again.result.evolution_summary).toMatchObject({ applications_analyzed: 1, evolution_count: 2 });
  expect((await report(another.pattern_id)).result.evolution_summary.applications_analyzed).toBe(1);
  const foreign = await mcpAnswer(cat, 'evolve_pattern', {
    pattern_id: one.pattern_id,
    evolution_data: {},
    success_feedback: true,
    application_id: crypto.randomUUID(),
  });
  expect(foreign).toMatchObject({ success: false, error: { reason: 'APPLICATION_NOT_FOUND' } });
  expect(foreign.message).toContain('apply_pattern');
});

test('an application without an outcome is mentioned in one later answer [mcp.apply.reminder]', async () => {
  await using dora = await as('dora');
  await learn(dora, 'a mooring');
  await untilEmbedded(await home.client());
  const { application_id } = (await mcpAnswer(dora, 'apply_pattern', MOOR)).result;
  const second = (await mcpAnswer(dora, 'apply_pattern', MOOR)).result;
  expect(second.open_application).toMatchObject({ application_id, hint: expect.stringContaining('evolve_pattern') });
  expect((await mcpAnswer(dora, 'apply_pattern', MOOR)).result).not.toHaveProperty('open_application');
});

test("the owner's data are merged, null deletes, and the answer shows the diff [mcp.evolve.merge, mcp.evolve.null-deletes, mcp.evolve.no-outcome]", async () => {
  await using eve = await as('eve');
  const pattern_id = await learn(eve, 'merged');
  const evolved = await mcpAnswer(eve, 'evolve_pattern', {
    pattern_id,
    evolution_data: { improvement: 'Tail ropes first', old: null },
  });
  expect(evolved.message).toBe('Pattern evolved - Success rate: 0.00. The data were merged as revision 2.');
  expect(evolved.result).toMatchObject({
    outcome: 'revision',
    revision: 2,
    changes: expect.arrayContaining([
      { path: '/pattern_data/improvement', kind: 'added', new_value: 'Tail ropes first' },
      { path: '/pattern_data/old', kind: 'removed', old_value: 'hat' },
    ]),
    evolution_summary: { previous_confidence: 0.8, new_confidence: 0.8, applications_analyzed: 0, evolution_count: 1 },
  });
  expect(evolved.result).not.toHaveProperty('usage_id');
  const { pattern } = await (await home.client('eve')).patterns.getPattern({ patternId: pattern_id });
  expect(pattern?.patternData).toMatchObject({ improvement: 'Tail ropes first', examples: [] });
  expect(pattern?.patternData).not.toHaveProperty('old');
  const seen = await mcpAnswer(eve, 'apply_pattern', { pattern_query: `id:${pattern_id}`, context: '' });
  expect(seen.result.patterns[0].content).toContain('Tail ropes first');
});

test('with {} it only reports, and counts its calls [mcp.evolve.report-only, mcp.evolve.zero-uses, mcp.evolve.counts]', async () => {
  await using fay = await as('fay');
  const pattern_id = await learn(fay, 'reported');
  const report = async (success_feedback?: boolean) =>
    (
      await mcpAnswer(fay, 'evolve_pattern', {
        pattern_id,
        evolution_data: {},
        ...(success_feedback === undefined ? {} : { success_feedback }),
      })
    ).result;
  const first = await report(false);
  expect(first).toMatchObject({ outcome: 'unchanged', revision: 1, changes: [] });
  expect(first.evolution_summary).toMatchObject({ previous_success_rate: 0, new_success_rate: 0 });
  expect((await report(true)).evolution_summary).toMatchObject({ new_success_rate: 0.5, applications_analyzed: 2 });
  const third = await report();
  expect(third.evolution_summary).toMatchObject({ evolution_count: 3, applications_analyzed: 2 });
  expect(third.next_step).toContain('Nothing was reported');
});

test('with bump the data become a new version, and the pattern named stays as it was [mcp.evolve.bump]', async () => {
  await using gus = await as('gus');
  const pattern_id = await learn(gus, 'versioned');
  const evolved = await mcpAnswer(gus, 'evolve_pattern', {
    pattern_id,
    evolution_data: { improvement: 'Two masts' },
    bump: 'MINOR',
  });
  expect(evolved.result).toMatchObject({ pattern_id, outcome: 'version', version: '1.1.0', revision: 1 });
  const client = await home.client('gus');
  const old = await client.patterns.getPattern({ patternId: pattern_id });
  const made = await client.patterns.getPattern({ patternId: evolved.result.new_pattern_id });
  expect(old.pattern).toMatchObject({ version: '1.0.0', etag: '1' });
  expect(old.pattern?.patternData).not.toHaveProperty('improvement');
  expect(made.pattern?.patternData).toMatchObject({ improvement: 'Two masts', old: 'hat' });
  const again = await mcpAnswer(gus, 'evolve_pattern', { pattern_id, evolution_data: { a: 1 }, bump: 'minor' });
  expect(JSON.stringify(again)).not.toMatch(/CreateVersion|UpdatePattern|tmws/);
});

test("another agent's data become a proposal and change nothing yet [mcp.evolve.proposal]", async () => {
  await using hal = await as('hal');
  await using ida = await as('ida');
  const pattern_id = await learn(hal, 'proposed to');
  const client = await home.client('hal');
  const before = await client.patterns.getPattern({ patternId: pattern_id });
  for (const more of [{}, { bump: 'patch' }]) {
    const evolved = await mcpAnswer(ida, 'evolve_pattern', {
      pattern_id,
      evolution_data: { improvement: 'No ropes' },
      ...more,
    });
    expect(evolved.result).toMatchObject({ outcome: 'proposal', proposal_id: expect.any(String) });
    expect(evolved.message).toContain(
      `belongs to hal, for whom the data wait as proposal ${evolved.result.proposal_id}`,
    );
    const { proposals } = await client.proposals.listProposals({ patternId: pattern_id });
    expect(proposals.map(({ id }) => id)).toContain(evolved.result.proposal_id);
  }
  expect((await client.patterns.getPattern({ patternId: pattern_id })).pattern).toEqual(before.pattern);
});

test('a pattern that may not be read is not there to evolve either', async () => {
  await using jim = await as('jim');
  await using kay = await as('kay');
  const hidden = await learn(jim, 'hidden', { access_level: 'private' });
  const asked = { evolution_data: {}, success_feedback: true };
  const refused = await mcpAnswer(kay, 'evolve_pattern', { ...asked, pattern_id: hidden });
  const unknown = crypto.randomUUID();
  const missing = await mcpAnswer(kay, 'evolve_pattern', { ...asked, pattern_id: unknown });
  expect(JSON.parse(JSON.stringify(refused).replaceAll(hidden, unknown))).toEqual(missing);
});
