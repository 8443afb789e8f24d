import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Shell, shellWithTmws } from '../harness/shell-with-tmws.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';
import { tmwsInProcess } from '../harness/tmws-in-process.ts';

let home: TmwsHome;
let folder: TemporaryFolder;
let shell: Shell;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  await home.client();
  shell = await shellWithTmws(folder.path, home.env);
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const tmws = (...line: readonly string[]) => tmwsInProcess(line, home.env);

const json = async (...line: readonly string[]) => {
  const { status, stdout, stderr } = await tmws(...line, '--json');
  expect({ line, status, stderr: status === 0 ? '' : stderr }).toEqual({ line, status: 0, stderr: '' });
  return JSON.parse(stdout);
};

const create = (name: string, text: string, ...more: readonly string[]) =>
  json(
    'pattern',
    'create',
    '--name',
    name,
    '--category',
    'c',
    '--data',
    JSON.stringify({ description: text }),
    ...more,
  );

describe('the five tools as commands', () => {
  /** The usage lines of the specification, `tmws` for `/tmws`. */
  const LEARN = `tmws learn_pattern \\
  --pattern_name "database_query_optimization" \\
  --pattern_content "Add composite index for user_id + created_at queries" \\
  --category "performance" \\
  --examples '["CREATE INDEX idx_posts_user ON posts(user_id, created_at);"]' \\
  --confidence 0.9`;
  const APPLY = `tmws apply_pattern \\
  --pattern_query "optimize slow database queries" \\
  --context "PostgreSQL table with 1M rows, user_id and created_at filters" \\
  --max_patterns 3 \\
  --min_similarity 0.7`;
  const ANALYTICS = 'tmws get_pattern_analytics';
  const EVOLVE = `tmws evolve_pattern \\
  --pattern_id "550e8400-e29b-41d4-a716-446655440000" \\
  --evolution_data '{"improvement": "Works better with JIT enabled"}' \\
  --success_feedback true \\
  --notes "Tested on PostgreSQL 15"`;
  const SUGGEST = 'tmws suggest_learning_opportunities';

  const answer = async (line: string) => {
    const { status, stdout, stderr } = await shell(`${line} --json`);
    expect({ line, status, stderr: status === 0 ? '' : stderr }).toEqual({ line, status: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  test('take the lines of the specification, and answer the keys of its examples [cli.tool-calls]', async () => {
    const learned = await answer(LEARN);
    const id: string = learned.result.pattern_id;
    expect(learned).toMatchObject({
      success: true,
      result: {
        pattern_id: expect.any(String),
        pattern_name: 'database_query_optimization',
        category: 'performance',
        confidence: 0.9,
        examples_count: 1,
        vector_dimensions: expect.any(Number),
        stored_at: expect.stringMatching(/Z$/),
      },
      message: expect.stringMatching(/^Pattern 'database_query_optimization' learned successfully/),
    });
    await untilEmbedded(await home.client());
    const item = {
      pattern_name: 'database_query_optimization',
      category: 'performance',
      similarity: expect.any(Number),
      confidence: expect.any(Number),
      application_count: expect.any(Number),
      success_rate: expect.any(Number),
      examples: ['CREATE INDEX idx_posts_user ON posts(user_id, created_at);'],
    };
    expect(await answer(APPLY)).toMatchObject({
      success: true,
      result: {
        found: true,
        pattern_count: 1,
        patterns: [item],
        application_guidance: { recommended_pattern: expect.anything(), confidence_threshold: expect.any(Number) },
      },
      message: expect.stringMatching(/^Found 1 applicable pattern/),
    });
    expect(await answer(ANALYTICS)).toMatchObject({
      success: true,
      result: {
        overview: {
          total_patterns: 1,
          total_applications: expect.any(Number),
          avg_applications_per_pattern: expect.any(Number),
          avg_success_rate: expect.any(Number),
          knowledge_base_health: expect.any(String),
        },
        distribution: {
          by_category: { performance: 1 },
          by_confidence: { high: expect.any(Number), medium: expect.any(Number), low: expect.any(Number) },
        },
        usage_patterns: {
          most_applied: expect.any(Array),
          least_applied: expect.any(Array),
          unused_patterns: expect.any(Number),
        },
      },
    });
    expect(await answer(EVOLVE.replace('550e8400-e29b-41d4-a716-446655440000', id))).toMatchObject({
      success: true,
      result: {
        pattern_id: id,
        pattern_name: 'database_query_optimization',
        evolution_summary: {
          previous_success_rate: expect.any(Number),
          new_success_rate: 1,
          previous_confidence: expect.any(Number),
          new_confidence: expect.any(Number),
          evolution_count: 1,
          applications_analyzed: 1,
        },
      },
      message: expect.stringMatching(/^Pattern evolved - Success rate: 1/),
    });
    expect(await answer(SUGGEST)).toMatchObject({
      success: true,
      result: {
        knowledge_base_summary: {
          total_memories: expect.any(Number),
          total_patterns: 1,
          coverage_ratio: expect.any(Number),
        },
        learning_opportunities: expect.any(Array),
        opportunity_count: expect.any(Number),
        priority_breakdown: { high: expect.any(Number), medium: expect.any(Number), low: expect.any(Number) },
      },
    });
  });

  test('take the same flags with hyphens [cli.tool-calls]', async () => {
    const hyphens = (line: string): string =>
      line.replaceAll(/--\w+/g, (flag) => flag.replaceAll('_', '-')).replace('database_query_', 'other_query_');
    const learned = await answer(hyphens(LEARN));
    expect(learned.result.pattern_name).toBe('other_query_optimization');
    expect((await answer(hyphens(APPLY))).success).toBe(true);
    const evolved = hyphens(EVOLVE).replace('550e8400-e29b-41d4-a716-446655440000', learned.result.pattern_id);
    expect((await answer(evolved)).result.evolution_summary.applications_analyzed).toBe(1);
  });
});

describe('every method of the service', () => {
  test('has a command that its help names, and that works [cli.service-api]', async () => {
    const [root, pattern, version, usage] = await Promise.all(
      [['--help'], ['pattern', '--help'], ['version', '--help'], ['usage', '--help']].map(
        async (line) => (await tmws(...line)).stdout,
      ),
    );
    for (const word of ['search', 'recommend', 'analytics', 'pattern', 'version', 'usage'])
      expect(root).toMatch(new RegExp(`^  ${word} `, 'm'));
    for (const verb of ['create', 'show', 'list', 'update', 'delete'])
      expect(pattern).toContain(`tmws pattern ${verb}`);
    expect(version).toContain('tmws version create');
    expect(usage).toContain('tmws usage record');
    const created = await create('haul', 'Haul the rope of a schooner');
    const id: string = created.pattern.id;
    expect((await json('pattern', 'show', id)).pattern).toMatchObject({ id, pattern_name: 'haul' });
    expect((await json('pattern', 'list', '--owner', 'tester')).patterns).toContainEqual(
      expect.objectContaining({ id }),
    );
    expect((await json('search', 'schooner', '--mode', 'lexical')).hits[0].pattern.id).toBe(id);
    expect(await json('usage', 'record', id, '--success')).toMatchObject({ pattern: { usage_count: 1 } });
    expect(await json('pattern', 'update', id, '--category', 'sails')).toMatchObject({
      pattern: { category: 'sails' },
    });
    expect(await json('version', 'create', id, '--bump', 'minor', '--data', '{"description": "x"}')).toMatchObject({
      pattern: { version: '1.1.0', parent_pattern_id: id },
    });
    expect((await json('analytics')).total_patterns).toBeGreaterThan(0);
    expect((await json('recommend')).recommendations.length).toBeGreaterThan(0);
    const file = path.join(folder.path, 'many.json');
    const many = ['one', 'two', 'three'].map((name) => ({ pattern_name: name, category: 'c', pattern_data: {} }));
    await writeFile(file, JSON.stringify(many));
    expect((await json('pattern', 'create', '--from', file)).results).toHaveLength(3);
    await json('pattern', 'delete', 'two');
    expect((await tmws('pattern', 'show', 'two')).status).toBe(3);
  });
});

describe('a pattern', () => {
  test('is named by id, by name and by name@version [cli.pattern-by-name]', async () => {
    const { pattern } = await create('furl', 'Furl a sail');
    const names = [pattern.id, 'furl', 'furl@1.0.0'];
    for (const name of names) {
      expect((await json('pattern', 'show', name)).pattern.id).toBe(pattern.id);
      expect((await json('usage', 'record', name, '--success')).pattern.id).toBe(pattern.id);
      expect((await json('pattern', 'update', name, '--reason', name, '--tag', name)).pattern.id).toBe(pattern.id);
    }
    const { pattern: next } = await json('version', 'create', 'furl', '--bump', 'major', '--data', '{"a": 1}');
    expect((await json('pattern', 'show', 'furl')).pattern.id).toBe(next.id);
    const same = async (line: string) =>
      Promise.all(
        [next.id, 'furl', 'furl@2.0.0'].map(async (name) => {
          const { request_id: _, ...answer } = await json(
            ...line.split(' ').map((word) => (word === 'P' ? name : word)),
          );
          return answer;
        }),
      );
    const reads = [
      'pattern history P',
      'pattern diff P',
      'pattern lint P',
      'version list P',
      'version compare furl@1.0.0 P',
      'usage list P',
      'proposal list --pattern P',
    ];
    for (const line of reads) {
      const [byId, ...others] = await same(line);
      expect([line, ...others]).toEqual([line, byId, byId]);
    }
    const share = ['pattern', 'share', '--with', 'mate'];
    for (const name of [next.id, 'furl', 'furl@2.0.0']) expect((await json(...share, name)).pattern.id).toBe(next.id);
    await json('pattern', 'restore', 'furl@2.0.0', '--revision', '1');
    for (const name of [next.id, 'furl', 'furl@2.0.0']) {
      const evolved = await json('evolve_pattern', '--pattern_id', name, '--evolution_data', '{}', '--notes', name);
      expect(evolved.result.pattern_id).toBe(next.id);
    }
    for (const name of ['furl@2.0.0', 'furl', pattern.id]) {
      await json('pattern', 'delete', name);
      const back = await tmws('pattern', 'undelete', name);
      expect([name, back.status, back.stderr]).toEqual([name, 0, '']);
    }
    await json('pattern', 'purge', 'furl@2.0.0', '--yes');
    expect((await json('pattern', 'list', '--name', 'furl')).patterns.map(({ id }: { id: string }) => id)).toEqual([
      pattern.id,
    ]);
  });

  test('with blanks and an emoji in its name is found by it, and is shown', async () => {
    const name = 'naïve 🚀 name with spaces';
    const { pattern } = await create(name, 'Fly');
    expect((await json('pattern', 'show', name)).pattern.id).toBe(pattern.id);
    expect((await tmws('pattern', 'show', `${name}@1.0.0`)).stdout.split('\n')[0]).toBe(name);
  });
});

describe('tmws whoami', () => {
  test('tells agent, namespaces with roles, scopes and how the caller is known, by socket and by key [cli.whoami]', async () => {
    await json('namespace', 'create', 'crew');
    const bySocket = await tmws('whoami');
    expect(bySocket.stdout).toMatch(/^agent +tester \(system admin\)$/m);
    expect(bySocket.stdout).toMatch(/^namespaces +crew \(admin\), default \(member\)$/m);
    expect(bySocket.stdout).toMatch(/^scopes +read, write, admin$/m);
    expect(bySocket.stdout).toMatch(/^known +by the local socket/m);
    const { secret, api_key: key } = await json('key', 'create', '--scope', 'read');
    const byKey = await tmws('whoami', '--api-key', secret);
    expect(byKey.stdout).toMatch(/^agent +tester/m);
    expect(byKey.stdout).toMatch(/^scopes +read$/m);
    expect(byKey.stdout).toContain(`by its API key ${key.id}`);
    expect(await json('whoami', '--api-key', secret)).toMatchObject({
      agent_id: 'tester',
      credential: 'api_key',
      api_key_id: key.id,
      scopes: ['read'],
      memberships: [
        expect.objectContaining({ namespace: 'crew', role: 'admin' }),
        expect.objectContaining({ namespace: 'default', role: 'member' }),
      ],
    });
  });
});
