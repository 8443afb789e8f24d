import { readdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPython } from '../harness/python-client.ts';
import { type Finished, runProgram } from '../harness/run.ts';
import { runOnTerminal } from '../harness/run-on-terminal.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const python = await hasPython();

let home: TmwsHome;
let folder: TemporaryFolder;

const TEXTS = ['Moor a zeppelin at dusk', 'Moor a boat at dawn', 'Feed a zeppelin with gas', 'Bake bread for the crew'];

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  const client = await home.client();
  for (const [index, description] of TEXTS.entries()) {
    await client.patterns.createPattern({
      patternName: `airship_${index}`,
      category: 'airships',
      patternData: { description },
    });
  }
  await untilEmbedded(client);
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const json = async (...line: readonly string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await home.tmws(...line, '--json');
  return JSON.parse(stdout);
};

/** The names of the keys of an object, in order. */
const keysOf = (value: unknown): readonly string[] =>
  Object.keys(typeof value === 'object' && value !== null ? value : {}).toSorted();

describe('every command', () => {
  const lines: readonly (readonly [line: string, keys: string])[] = [
    ['start', 'core data_dir restarted'],
    ['status', 'data_dir running status'],
    ['doctor', 'checks healthy'],
    ['config', 'settings'],
    ['whoami', 'agent_id api_key_id credential memberships namespace scopes system_admin'],
    ['completion bash', 'script shell'],
    ['search zeppelin', 'degraded degraded_reason hits message mode next_page_token'],
    ['apply zeppelin', 'message result success'],
    ['learn_pattern --pattern_name learned --pattern_content x --category c', 'message result success'],
    ['apply_pattern --pattern_query zeppelin --context x', 'message result success'],
    [
      'pattern create --name created --category c --data {}',
      'findings pattern searchable_by_meaning searchable_by_words',
    ],
    ['pattern list', 'next_page_token patterns'],
    ['pattern show created', 'pattern'],
    ['pattern lint created', 'findings'],
    ['experience record --area airships A note', 'experience'],
    [
      'analytics',
      'category_distribution computed_at daily_usage distribution learning_timeline overview recommendations regressions success_statistics top_patterns total_patterns usage_patterns version_comparisons window',
    ],
    ['report', 'analytics file opportunities'],
    ['opportunities', 'knowledge_base_summary learning_opportunities opportunity_count priority_breakdown'],
    ['suggest_learning_opportunities', 'message result success'],
    ['get_pattern_analytics', 'message result success'],
    ['reindex', 'done state total'],
    ['stop', 'core data_dir stopped'],
  ];

  test('that did its work exits 0, and prints one object with --json [cli.exit-0, cli.json]', async () => {
    for (const [line, keys] of lines) {
      const { status, stdout } = await home.tmws(...line.split(' '), '--json');
      expect([line, status]).toEqual([line, 0]);
      const printed: unknown = JSON.parse(stdout);
      expect(Array.isArray(printed)).toBe(false);
      expect([line, keysOf(printed).join(' ')]).toEqual([line, keys]);
    }
    await untilEmbedded(await home.client());
  }, 120_000);
});

describe('tmws search', () => {
  test('has the hits of the rpc in their order, and as many as asked for [cli.search]', async () => {
    const client = await home.client();
    const { hits } = await client.patterns.searchPatterns({ queryText: 'moor a zeppelin' });
    const ids = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value)).map((hit: { pattern: { id: string } }) => hit.pattern.id);
    const all = await json('search', 'moor', 'a', 'zeppelin');
    expect(ids(all.hits)).toEqual(hits.map(({ pattern }) => pattern?.id));
    expect(ids((await json('search', 'zeppelin', '--limit', '3')).hits)).toHaveLength(3);
    const { stdout } = await home.tmws('search', 'moor', 'a', 'zeppelin', '--limit', '1');
    expect(stdout).toMatch(/^1\. airship_0 +\d\.\d\d .*\n +\| .*zeppelin/);
  });
});

describe('tmws apply', () => {
  test('prints what ApplyPattern answers [cli.apply]', async () => {
    const client = await home.client();
    const context = 'on a field';
    const answer = await client.learning.applyPattern({ patternQuery: 'moor a zeppelin', context });
    const printed = await json('apply', 'moor', 'a', 'zeppelin', '--context', context);
    expect(printed).toMatchObject({
      success: true,
      message: answer.message,
      result: {
        found: true,
        pattern_count: answer.patternCount,
        patterns: answer.patterns.map(({ patternId, content, similarity }) => ({
          pattern_id: patternId,
          content,
          similarity,
        })),
      },
    });
  });
});

describe('a pattern that is shown', () => {
  const MODEL =
    'id pattern_name agent_id namespace category subcategory access_level shared_with_agents pattern_data version parent_pattern_id usage_count success_rate learning_weight confidence_score complexity_score created_at updated_at';
  const OWN = 'lineage_id status tags effectiveness avg_execution_time last_used_at etag serve_as_skill';

  test("has every field of the specification's model and ours, by their names [pattern.model-fields, pattern.own-fields, pattern.field-names]", async () => {
    const { pattern } = await json('pattern', 'show', 'airship_0');
    expect(keysOf(pattern)).toEqual(expect.arrayContaining([...MODEL.split(' '), ...OWN.split(' ')]));
    expect(pattern).toMatchObject({
      subcategory: null,
      complexity_score: null,
      access_level: 'private',
      status: 'active',
    });
  });
});

describe('an error', () => {
  test('of what may not be read is that of what does not exist [cli.exit-3, cli.error-line]', async () => {
    const client = await home.client('other');
    const created = await client.patterns.createPattern({
      patternName: 'hidden',
      category: 'c',
      patternData: { a: 1 },
    });
    const ids = [created.pattern?.id ?? '', 'f5c1a3a0-0000-4000-8000-000000000000'];
    const shown = await Promise.all(ids.map((id) => home.tmws('pattern', 'show', id)));
    const masked = shown.map(({ stderr }, index) => stderr.replaceAll(ids[index] ?? '', 'ID'));
    expect(shown.map(({ status, stdout }) => [status, stdout])).toEqual([
      [3, ''],
      [3, ''],
    ]);
    expect(masked[0]).toBe(masked[1]);
    expect(masked[0]).toMatch(/^tmws: [^\n]+\n$/);
  });
});

describe('a pattern that is created', () => {
  const create = (name: string, ...more: readonly string[]): Promise<Finished> =>
    home.tmws('pattern', 'create', '--name', name, '--category', 'c', '--data', '{}', '--json', ...more);

  test('without a level is private, and the levels are hinted at [cli.access-hint, access.choose-level-hint]', async () => {
    const { stdout, stderr } = await create('hinted');
    expect(stderr).toMatch(/No --access-level/);
    expect(JSON.parse(stdout).pattern.access_level).toBe('private');
    expect((await create('named', '--access-level', 'team')).stderr).toBe('');
  });

  test('is in the namespace and of the agent of the variables [identity.namespace-variable, identity.agent-variable]', async () => {
    const line = ['pattern', 'create', '--name', 'there', '--category', 'c', '--data', '{}', '--json'];
    const { stdout } = await runProgram('cli', line, { ...home.env, TMWS_NAMESPACE: 'harbour', TMWS_AGENT: 'captain' });
    expect(JSON.parse(stdout).pattern).toMatchObject({ namespace: 'harbour', agent_id: 'captain' });
    expect(await json('whoami')).toMatchObject({ agent_id: 'tester' });
    const { TMWS_AGENT: _, ...nameless } = home.env;
    const whoami = await runProgram('cli', ['whoami', '--json'], nameless);
    expect(JSON.parse(whoami.stdout).agent_id).toBe(userInfo().username);
  });
});

describe('a pseudo-terminal', () => {
  test.skipIf(!python && process.env.CI !== 'true')(
    'is printed to in colour, unless NO_COLOR is set to anything [cli.no-color, cli.color-terminal]',
    async () => {
      const line = ['search', 'zeppelin'];
      const print = async (more: NodeJS.ProcessEnv): Promise<string> => {
        const { status, stdout } = await runOnTerminal('cli', line, { ...home.env, TERM: 'xterm', ...more });
        expect([status, stdout]).toEqual([0, expect.stringContaining('airship_0')]);
        return stdout;
      };
      expect(await print({})).toContain('\u001B[');
      expect(await print({ NO_COLOR: '' })).toContain('\u001B[');
      for (const NO_COLOR of ['1', '0', 'false']) expect(await print({ NO_COLOR })).not.toContain('\u001B[');
      expect((await home.tmws(...line)).stdout).not.toContain('\u001B[');
    },
  );
});

describe('tmws core, mcp and migrate', () => {
  test('run the programs beside it with the same arguments, streams and status [cli.dispatch]', async () => {
    const line = ['import', path.join(folder.path, 'none')];
    expect(await home.tmws('migrate', ...line)).toEqual(await home.migrate(...line));
    expect(await home.tmws('core', '--version')).toEqual(await runProgram('core', ['--version'], home.env));
    expect(await home.tmws('mcp', '--help')).toEqual(await runProgram('mcp', ['--help'], home.env));
  });
});

describe('a frontend', () => {
  test('loads no database, no index and no model [cli.thin]', async () => {
    const maps = path.join(folder.path, 'maps');
    const hook = path.join(folder.path, 'hook.mjs');
    await writeFile(
      hook,
      `import { readFileSync, writeFileSync } from 'node:fs';
       process.on('exit', () => writeFileSync('${maps}.' + process.pid, readFileSync('/proc/self/maps')));`,
    );
    const env = { ...home.env, NODE_OPTIONS: `--import ${hook}` };
    expect((await runProgram('cli', ['search', 'zeppelin'], env)).status).toBe(0);
    const skill = path.join(folder.path, 'SKILL.md');
    await writeFile(skill, '# Moor\n\nSlowly.\n');
    expect((await runProgram('migrate', ['import', folder.path], env)).status).toBe(0);
    const written = (await readdir(folder.path)).filter((name) => name.startsWith('maps.'));
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const name of written) {
      const mapped = await readFile(path.join(folder.path, name), 'utf8');
      expect(mapped).toContain('node');
      expect(mapped).not.toMatch(/lancedb|better.sqlite3|onnxruntime/i);
    }
  });
});
