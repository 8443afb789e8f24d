import { AccessLevel, VersionBump } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ERAS, type Era, eraClient } from '../harness/mcp-eras.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
  // The first agent of a data folder is its system admin.
  await (await home.client()).access.whoAmI({});
});
afterAll(() => home[Symbol.asyncDispose]());

const UNKNOWN = '01a2108b-47ac-735a-be26-923386cad773';

/** A pattern of an agent; gives its id. */
const make = async (
  agent: string,
  patternName: string,
  { level = AccessLevel.PRIVATE, category = 'airships' }: { level?: AccessLevel; category?: string } = {},
): Promise<string> => {
  const { patterns } = await home.client(agent);
  const patternData = { description: `How ${patternName} is done`, steps: ['Look up', 'Moor the zeppelin'] };
  const { pattern } = await patterns.createPattern({ patternName, category, accessLevel: level, patternData });
  return pattern?.id ?? '';
};

/** What a request was refused with, its ids masked. */
const refusal = async (call: Promise<unknown>, ...ids: readonly string[]): Promise<unknown> => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('It was not refused.');
  const text = JSON.stringify({ ...error, name: error.name, message: error.message });
  return JSON.parse(ids.reduce((masked, id) => masked.replaceAll(id, 'ID'), text));
};

const jsonOf = (result: { contents: readonly object[] }): ReturnType<typeof JSON.parse> => {
  const [first] = result.contents;
  return first !== undefined && 'text' in first ? JSON.parse(String(first.text)) : undefined;
};

describe.each(ERAS)('over stdio, opened as %s', (era: Era) => {
  const named = (name: string): string => `${name} ${era}`;

  test('a readable pattern is a resource that says what GetPattern says [mcp.resources]', async () => {
    const id = await make('ann', named('mooring'), { level: AccessLevel.TEAM });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const { resources } = await bob.listResources();
    expect(resources).toContainEqual(
      expect.objectContaining({
        uri: `tmws://pattern/${id}`,
        name: named('mooring'),
        description: `How ${named('mooring')} is done\nairships, by ann, version 1.0.0, never used`,
        mimeType: 'application/json',
      }),
    );
    const { resourceTemplates } = await bob.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(
      expect.arrayContaining(['tmws://pattern/{id}', 'tmws://pattern/{id}/versions']),
    );
    const read = await bob.readResource({ uri: `tmws://pattern/${id}` });
    const { pattern } = await (await home.client('bob')).patterns.getPattern({ patternId: id });
    expect(jsonOf(read)).toEqual({
      id,
      pattern_name: pattern?.patternName,
      agent_id: 'ann',
      namespace: 'default',
      category: 'airships',
      access_level: 'team',
      shared_with_agents: [],
      pattern_data: pattern?.patternData,
      version: '1.0.0',
      usage_count: 0,
      success_rate: 0,
      learning_weight: pattern?.learningWeight,
      confidence_score: pattern?.confidenceScore,
      created_at: pattern?.createdAt?.toISOString(),
      updated_at: pattern?.updatedAt?.toISOString(),
      lineage_id: pattern?.lineageId,
      status: 'active',
      tags: [],
      effectiveness: pattern?.effectiveness,
      etag: '1',
      revision: 1,
      serve_as_skill: false,
      owner_usage_count: 0,
      team_usage_count: 0,
      confidence: 0.5,
      success_count: 0,
      failure_count: 0,
      is_head: true,
    });
    expect(read.contents[1]).toMatchObject({
      mimeType: 'text/markdown',
      text: expect.stringMatching(/^# mooring [\s\S]*## Steps\n\n- Look up\n- Moor the zeppelin$/),
    });
  });

  test('an unreadable pattern answers as an unknown one does, as a resource and in a prompt [mcp.resources-unreadable]', async () => {
    const secret = await make('ann', named('secret of ann'));
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const read = (uri: string) => bob.readResource({ uri });
    for (const uri of [(id: string) => `tmws://pattern/${id}`, (id: string) => `tmws://pattern/${id}/versions`]) {
      const refused = await refusal(read(uri(secret)), secret);
      expect(refused).toEqual(await refusal(read(uri(UNKNOWN)), UNKNOWN));
      expect(refused).toMatchObject({ code: -32602, data: { uri: uri('ID') } });
    }
    const use = (pattern: string) => bob.getPrompt({ name: 'use-pattern', arguments: { pattern } });
    const byId = await refusal(use(secret), secret);
    expect(byId).toEqual(await refusal(use(UNKNOWN), UNKNOWN));
    expect(byId).toMatchObject({ code: -32602, data: { reason: 'PATTERN_NOT_FOUND' } });
    const byName = await refusal(use(named('secret of ann')), named('secret of ann'));
    expect(byName).toEqual(await refusal(use('no such name'), 'no such name'));
    expect(JSON.stringify((await bob.listResources()).resources)).not.toContain(secret);
  });

  test('the versions of a pattern are a resource that says what ListVersions says [mcp.resources-versions]', async () => {
    const id = await make('ann', named('branching'), { level: AccessLevel.TEAM });
    const ann = await home.client('ann');
    const { pattern: child } = await ann.versions.createVersion({
      patternId: id,
      patternData: { steps: ['Better'] },
      bump: VersionBump.MINOR,
    });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const read = await bob.readResource({ uri: `tmws://pattern/${id}/versions` });
    const { versions } = await (await home.client('bob')).versions.listVersions({ patternId: id });
    const tree = jsonOf(read).versions;
    expect(tree).toHaveLength(2);
    expect(tree).toMatchObject(
      versions.map(({ pattern, parentDeleted }) => ({
        parent_deleted: parentDeleted,
        pattern: { id: pattern?.id, version: pattern?.version, is_head: pattern?.isHead },
      })),
    );
    expect(tree[1].pattern.parent_pattern_id).toBe(id);
    expect(tree[0].pattern).not.toHaveProperty('pattern_data');
    expect(read.contents[1]).toMatchObject({
      text: expect.stringMatching(
        new RegExp(`\n- airships.*id:${id}\n  - airships.*id:${child?.id} \\(what search shows\\)$`),
      ),
    });
  });

  test('every prompt is listed with its arguments, and says how the five tools do it [mcp.prompts]', async () => {
    const name = named('gluing');
    const id = await make('ann', name, { level: AccessLevel.TEAM });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const { prompts } = await bob.listPrompts();
    expect(prompts.map((prompt) => [prompt.name, prompt.arguments?.map((one) => [one.name, one.required])])).toEqual([
      [
        'use-pattern',
        [
          ['pattern', true],
          ['task', false],
        ],
      ],
      [
        'learn-from-this',
        [
          ['category', false],
          ['name', false],
        ],
      ],
      [
        'review-patterns',
        [
          ['namespace', false],
          ['category', false],
        ],
      ],
    ]);
    const used = await bob.getPrompt({ name: 'use-pattern', arguments: { pattern: name, task: 'Glue the hull.' } });
    const [guidance, pattern] = used.messages.map(({ content }) => content);
    expect(guidance).toMatchObject({ type: 'text', text: expect.stringContaining('Glue the hull.') });
    expect(guidance).toMatchObject({ text: expect.stringContaining(`pattern_id "${id}", application_id "`) });
    expect(JSON.stringify(guidance)).not.toContain('Moor the zeppelin');
    expect(pattern).toMatchObject({
      type: 'resource',
      resource: { uri: `tmws://pattern/${id}`, text: expect.stringContaining('- Moor the zeppelin') },
    });
    const learned = await bob.getPrompt({ name: 'learn-from-this', arguments: { category: 'glue', name: 'hull' } });
    expect(JSON.stringify(learned.messages)).toMatch(/learn_pattern/);
    const review = await bob.getPrompt({ name: 'review-patterns', arguments: { namespace: 'default' } });
    expect(JSON.stringify(review.messages)).toMatch(/get_pattern_analytics.*evolve_pattern/);
  });

  test('an application that a prompt made can be reported [mcp.prompts]', async () => {
    const id = await make('ann', named('reported'), { level: AccessLevel.TEAM });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const { messages } = await bob.getPrompt({ name: 'use-pattern', arguments: { pattern: id } });
    const [, application_id] = /application_id \\"([^"\\]+)/.exec(JSON.stringify(messages)) ?? [];
    const report = { pattern_id: id, application_id, evolution_data: {}, success_feedback: true };
    const { isError } = await bob.callTool({ name: 'evolve_pattern', arguments: report });
    expect(isError ?? false).toBe(false);
  });

  test('names and ids are completed among readable patterns alone [mcp.completion]', async () => {
    const own = await make('bob', named('knot own'));
    const team = await make('ann', named('the knot of the team'), {
      level: AccessLevel.TEAM,
      category: named('ropes'),
    });
    await make('ann', named('knot of ann'), { category: named('hidden ropes') });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const prompt = { type: 'ref/prompt', name: 'use-pattern' } as const;
    const names = await bob.complete({ ref: prompt, argument: { name: 'pattern', value: 'KNOT' } });
    const ofEra = names.completion.values.filter((value) => value.endsWith(era));
    expect(ofEra).toEqual([named('knot own'), named('the knot of the team')]);
    const template = { type: 'ref/resource', uri: 'tmws://pattern/{id}' } as const;
    const ids = await bob.complete({ ref: template, argument: { name: 'id', value: named('the knot') } });
    expect(ids.completion).toMatchObject({ values: [], hasMore: false });
    const byName = await bob.complete({ ref: template, argument: { name: 'id', value: 'the knot of' } });
    expect(byName.completion.values).toContain(team);
    const byId = await bob.complete({ ref: template, argument: { name: 'id', value: own.slice(0, 30) } });
    expect(byId.completion.values).toContain(own);
    const categories = await bob.complete({
      ref: { type: 'ref/prompt', name: 'review-patterns' },
      argument: { name: 'category', value: 'ropes' },
    });
    const ofCategories = categories.completion.values.filter((value) => value.endsWith(era));
    expect(ofCategories).toEqual([named('ropes')]);
  });

  test('a session hears of what changes, also after the core started again', async () => {
    const id = await make('ann', named('watched'), { level: AccessLevel.TEAM });
    await using bob = await eraClient(home, era, { agent: 'bob' });
    const updated: string[] = [];
    let lists = 0;
    bob.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      updated.push(params.uri);
    });
    bob.setNotificationHandler('notifications/resources/list_changed', () => {
      lists += 1;
    });
    const uri = `tmws://pattern/${id}`;
    const uris = [uri, `${uri}/versions`];
    if (era === 'legacy') for (const one of uris) await bob.subscribeResource({ uri: one });
    else await bob.listen({ resourcesListChanged: true, resourceSubscriptions: uris });
    await bob.listResources();
    const change = async (note: string): Promise<void> => {
      const { patterns } = await home.client('ann');
      await patterns.updatePattern({ patternId: id, patternData: { note } });
    };
    await change('one');
    await vi.waitUntil(() => updated.length === 2 && lists > 0, { timeout: 20_000 });
    expect(updated.toSorted()).toEqual(uris);

    const pid = await home.corePid();
    process.kill(pid, 'SIGKILL');
    await change('two');
    expect(await home.corePid()).not.toBe(pid);
    await vi.waitUntil(() => updated.length === 4, { timeout: 30_000 });

    const ann = await home.client('ann');
    await ann.versions.createVersion({ patternId: id, patternData: { note: 'three' }, bump: VersionBump.MINOR });
    await vi.waitUntil(() => updated.length > 4, { timeout: 20_000 });
    expect(updated.slice(4)).toContain(`${uri}/versions`);
  });

  test('a session that asks for no list and no resource opens no stream', async () => {
    await using bob = await eraClient(home, era, { agent: 'bob' });
    let lists = 0;
    bob.setNotificationHandler('notifications/resources/list_changed', () => {
      lists += 1;
    });
    await bob.listTools();
    await make('ann', named('unheard of'), { level: AccessLevel.TEAM });
    await bob.listPrompts();
    expect(lists).toBe(0);
  });
});

test("the list comes in pages of 50, best first, by a cursor that is the caller's alone [mcp.resources]", async () => {
  const { patterns } = await home.client('pia');
  await patterns.batchCreatePatterns({
    patterns: Array.from({ length: 60 }, (_, index) => ({
      patternName: `paged ${index}`,
      category: 'pages',
      patternData: {},
    })),
  });
  const best = await make('pia', 'the best page');
  const { usage } = await home.client('pia');
  await usage.recordUsage({ patternId: best, success: true });
  await using pia = await eraClient(home, 'auto', { agent: 'pia' });
  const page = (client: typeof pia, cursor?: string) =>
    client.request({ method: 'resources/list', params: cursor === undefined ? {} : { cursor } });
  const first = await page(pia);
  expect(first.resources).toHaveLength(50);
  expect(first.resources[0]).toMatchObject({ name: 'the best page', annotations: { priority: expect.any(Number) } });
  const second = await page(pia, first.nextCursor);
  const own = [...first.resources, ...second.resources].filter(({ name }) => name.startsWith('paged'));
  expect(new Set(own.map(({ uri }) => uri)).size).toBe(60);
  await using bob = await eraClient(home, 'auto', { agent: 'bob' });
  for (const cursor of ['nonsense', first.nextCursor ?? '']) {
    await expect(page(bob, cursor)).rejects.toMatchObject({ code: -32602, data: { reason: 'PAGE_TOKEN_INVALID' } });
  }
});

test("an admin's tools, resources and completions show no pattern of a member's own [access.admin-not-mcp]", async () => {
  const secret = await make('ann', 'zither of ann', { category: 'zithers' });
  const admin = await home.client('tester');
  expect(await admin.access.whoAmI({})).toMatchObject({ systemAdmin: true });
  expect((await admin.patterns.getPattern({ patternId: secret, asAdmin: true })).pattern?.id).toBe(secret);
  await using tester = await eraClient(home, 'auto');
  const asTool = (name: string, input: Record<string, unknown>) => tester.callTool({ name, arguments: input });
  const shown = JSON.stringify([
    await asTool('apply_pattern', { pattern_query: `id:${secret}`, context: '' }),
    await asTool('apply_pattern', { pattern_query: 'zither of ann', context: '', min_similarity: 0 }),
    await asTool('get_pattern_analytics', {}),
    await asTool('suggest_learning_opportunities', {}),
    (await tester.listResources()).resources,
    ...(await Promise.all(
      [
        { ref: { type: 'ref/prompt', name: 'use-pattern' } as const, argument: { name: 'pattern', value: 'zither' } },
        { ref: { type: 'ref/prompt', name: 'review-patterns' } as const, argument: { name: 'category', value: 'z' } },
        {
          ref: { type: 'ref/resource', uri: 'tmws://pattern/{id}' } as const,
          argument: { name: 'id', value: 'zither' },
        },
      ].map((request) => tester.complete(request)),
    )),
  ]);
  expect(shown.replaceAll(`id:${secret}`, '')).not.toMatch(/zithers/);
  expect(shown).not.toContain(`"${secret}"`);
  expect(await asTool('evolve_pattern', { pattern_id: secret, evolution_data: { a: 1 } })).toMatchObject({
    isError: true,
    structuredContent: { error: { reason: 'PATTERN_NOT_FOUND' } },
  });
  await expect(tester.readResource({ uri: `tmws://pattern/${secret}` })).rejects.toMatchObject({ code: -32602 });
});
