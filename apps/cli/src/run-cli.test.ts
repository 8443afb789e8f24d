import { AccessLevel, EmbedderState, IndexState, SearchMode } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from './testing/run-line.ts';
import { refusal, type StandInCore, standInCore } from './testing/stand-in-core.ts';

const ESCAPE = '\u001B';
let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1', ...options.environment } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const HIT = {
  pattern: { id: 'id-1', patternName: 'slow-query', version: '1.0.0', namespace: 'default', agentId: 'athena' },
  similarity: 0.871,
  denseRank: 1,
  semanticScore: 0.9,
  lexicalRank: 2,
  lexicalScore: 0.54,
  matchedPassage: 'Add a composite index.\n\u001B[2JThen look at the plan.',
  passageSource: 'pattern_data.steps[0]',
  effectiveness: 0.165,
};

describe('tmws search', () => {
  test('prints name, similarity, quoted passage and why [cli.search]', async () => {
    await serving({ searchPatterns: async () => ({ hits: [HIT], message: 'Found 1 pattern.' }) });
    const { exitCode, stdout, stderr } = await run(['search', 'my', 'query', 'got', 'slow']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      `1. slow-query  0.87  1.0.0 · default/athena
   | Add a composite index.
   | \\u{1b}[2JThen look at the plan.
   why: 1st by meaning (0.90), 2nd by words (0.54); effectiveness 0.17; from pattern_data.steps[0]
   id:  id-1
`,
    );
  });

  test('asks what was typed [cli.search]', async () => {
    let asked: unknown;
    await serving({
      searchPatterns: async (request) => {
        asked = request;
        return {};
      },
    });
    const flags = ['--limit', '3', '--access-level', 'team', '--access-level', 'public', '--mode', 'lexical'];
    await run(['search', 'a', 'b', ...flags, '--namespace', 'n']);
    expect(asked).toMatchObject({
      queryText: 'a b',
      pageSize: 3,
      accessLevels: [AccessLevel.TEAM, AccessLevel.PUBLIC],
      mode: SearchMode.LEXICAL,
      namespace: 'n',
    });
    await run(['search', 'a'], { environment: { TMWS_NAMESPACE: 'n' } });
    expect(asked).toMatchObject({ namespace: undefined });
  });

  test('says plainly that nothing fits, and that it is degraded', async () => {
    await serving({
      searchPatterns: async () => ({
        message: 'Nothing fits. Try other words.',
        degraded: true,
        degradedReason: 'The model loads.',
      }),
    });
    const { exitCode, stdout } = await run(['search', 'x']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe('Degraded: The model loads.\nNothing fits. Try other words.\n');
  });

  test('prints one object with --json', async () => {
    await serving({ searchPatterns: async () => ({ hits: [HIT], mode: SearchMode.HYBRID }) });
    const { stdout } = await run(['search', 'x', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      hits: [{ similarity: 0.871, pattern: { pattern_name: 'slow-query', access_level: 'unspecified' } }],
      mode: 'hybrid',
      degraded: false,
      next_page_token: '',
    });
  });

  test('colours on a terminal alone, and not with NO_COLOR [cli.no-color, cli.color-terminal]', async () => {
    await serving({ searchPatterns: async () => ({ hits: [HIT] }) });
    expect((await run(['search', 'x'], { terminal: 80 })).stdout).toContain(`${ESCAPE}[1mslow-query`);
    expect((await run(['search', 'x'], { terminal: 80, environment: { NO_COLOR: '1' } })).stdout).not.toContain(ESCAPE);
    expect((await run(['search', 'x'])).stdout).not.toContain(ESCAPE);
  });
});

describe('an error', () => {
  const unknown = async (): Promise<StandInCore> =>
    serving({
      getPattern: async (_, context) => {
        const metadata = { pattern_id: 'x' };
        throw refusal(context, Status.NOT_FOUND, {
          reason: 'PATTERN_NOT_FOUND',
          message: 'Not found.\nSearch.',
          metadata,
        });
      },
    });
  const ID = '01a20fbf-c317-71c9-8053-5d72a99677cb';

  test('is one line on stderr and a code, with an empty stdout [cli.error-line, cli.exit-3]', async () => {
    await unknown();
    expect(await run(['pattern', 'show', ID])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'tmws: Not found. Search.\n',
    });
  });

  test('is one JSON object there with --json [cli.json-errors]', async () => {
    await unknown();
    const { exitCode, stdout, stderr } = await run(['pattern', 'show', ID, '--json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      reason: 'PATTERN_NOT_FOUND',
      message: 'Not found.\nSearch.',
      metadata: { pattern_id: 'x' },
      violations: [],
    });
  });

  test('of wrong usage ends with 2 and points to the help [cli.exit-2]', async () => {
    expect(await run(['serch'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'tmws: Unknown command: serch. Did you mean search? `tmws --help` tells more.\n',
    });
    expect((await run(['search'])).exitCode).toBe(2);
    expect((await run(['search', 'x', '--no-such-flag'])).exitCode).toBe(2);
    expect((await run(['whoami', '--idle-exit', 'soon'])).exitCode).toBe(2);
    expect(JSON.parse((await run(['serch', '--json'])).stderr)).toMatchObject({ reason: 'WRONG_USAGE' });
  });

  test('of a core that is not there ends with 69 [cli.exit-69, grpc.contract-first]', async () => {
    const { exitCode, stderr } = await run(['whoami']);
    expect(exitCode).toBe(69);
    expect(stderr).toMatch(/^tmws: No core answers at 127\.0\.0\.1:1 .*\n$/);
  });
});

describe('other commands', () => {
  test('list, and say on stderr how to go on [cli.stdout-stderr]', async () => {
    const patterns = [{ id: 'id-1', patternName: 'a', version: '1.0.0', accessLevel: AccessLevel.TEAM }];
    await serving({ listPatterns: async () => ({ patterns, nextPageToken: 'token' }) });
    const { stdout, stderr } = await run(['pattern', 'list']);
    expect(stdout).toMatch(/^NAME .*\na +1\.0\.0 .*id-1\n$/s);
    expect(stderr).toBe('There are more: --page-token token\n');
  });

  test('show progress of a rebuilding on a terminal alone [cli.stdout-stderr, cli.color-terminal]', async () => {
    await serving({
      reindex: async function* () {
        yield { done: 1, total: 2, state: IndexState.REBUILDING };
        yield { done: 2, total: 2, state: IndexState.READY };
      },
    });
    expect(await run(['reindex'])).toEqual({ exitCode: 0, stdout: 'Indexed 2 patterns anew.\n', stderr: '' });
    expect((await run(['reindex'], { terminal: 80 })).stderr).toContain('Indexed 1 of 2');
    expect(JSON.parse((await run(['reindex', '--json'])).stdout)).toEqual({ done: 2, total: 2, state: 'ready' });
  });

  test('say who the caller is', async () => {
    await serving({ whoAmI: async () => ({ agentId: 'athena', namespace: 'default', systemAdmin: true }) });
    expect((await run(['whoami'])).stdout).toContain('athena (system admin)');
    expect(JSON.parse((await run(['whoami', '--json'])).stdout)).toMatchObject({ agent_id: 'athena', scopes: [] });
  });

  test('print each setting with its origin [cli.config]', async () => {
    const { stdout } = await run(['config', '--idle-exit', '2h', '--idle-exit', '1h', '--json'], {
      environment: { TMWS_LOG_LEVEL: 'debug' },
    });
    expect(JSON.parse(stdout).settings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ variable: 'TMWS_IDLE_EXIT', value: '1h', origin: 'flag' }),
        expect.objectContaining({ variable: 'TMWS_LOG_LEVEL', value: 'debug', origin: 'variable' }),
        expect.objectContaining({ variable: 'TMWS_EMBEDDER', origin: 'default' }),
      ]),
    );
  });

  test('find the faults that a core tells of [cli.doctor]', async () => {
    await serving({
      getStatus: async () => ({
        version: '0.0.1',
        patternCount: 3,
        index: { rows: 2, state: IndexState.READY },
        embedder: { name: 'e5', state: EmbedderState.UNAVAILABLE, reason: 'The file is damaged.' },
      }),
    });
    const { exitCode, stdout } = await run(['doctor', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      healthy: false,
      checks: [
        { name: 'core', healthy: false, advice: expect.stringContaining('tmws stop') },
        { name: 'index', healthy: false, advice: 'Run tmws reindex.' },
        { name: 'embedder', healthy: false, found: expect.stringContaining('The file is damaged.') },
      ],
    });
  });
});

describe('what cannot be undone', () => {
  const line = ['namespace', 'delete', 'web'];
  const deleting = async (): Promise<readonly string[]> => {
    const deleted: string[] = [];
    await serving({
      deleteNamespace: async ({ namespace }) => {
        deleted.push(namespace);
        return {};
      },
    });
    return deleted;
  };

  test('is asked about on a terminal, and done on yes alone', async () => {
    const deleted = await deleting();
    const refused = await run(line, { terminal: 80, input: '\n' });
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('Namespace web would be removed. It cannot be undone. Go on? [y/N] ');
    expect(refused.stderr).toContain('Nothing was changed.');
    expect(deleted).toEqual([]);
    expect((await run(line, { terminal: 80, input: 'Yes\n' })).exitCode).toBe(0);
    expect(deleted).toEqual(['web']);
  });

  test('needs --yes where nobody can answer, and asks nothing with it', async () => {
    const deleted = await deleting();
    expect(await run(line, { input: 'yes\n' })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'tmws: Namespace web would be removed. It cannot be undone: repeat it with --yes. `tmws namespace delete --help` tells more.\n',
    });
    expect((await run([...line, '--yes'], { terminal: 80 })).stderr).toBe('');
    expect(deleted).toEqual(['web']);
  });
});
