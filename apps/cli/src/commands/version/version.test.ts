import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompareVersionsResponse,
  CreateVersionResponse,
  DataChangeKind,
  ListVersionsResponse,
  PatternStatus,
  VersionBump,
} from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { messageJson } from '../../output/message-json.ts';
import { type RunOptions, runLine } from '../../testing/run-line.ts';
import { type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

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

const id = (digit: number): string => `0000000${digit}-0000-7000-8000-000000000000`;

const version = (digit: number, number: string, parent: number | undefined, over: object = {}) => ({
  id: id(digit),
  patternName: 'retry',
  version: number,
  parentPatternId: parent === undefined ? undefined : id(parent),
  status: PatternStatus.ACTIVE,
  ...over,
});

const TREE = ListVersionsResponse.fromPartial({
  versions: [
    {
      pattern: version(1, '1.0.0', undefined, { usageCount: 12, successCount: 9, failureCount: 1, successRate: 0.9 }),
    },
    { pattern: version(2, '1.1.0', 1, { usageCount: 1 }) },
    { pattern: version(3, '2.0.0', 1, { isHead: true }), probabilityBetterThanParent: 0.913 },
    { pattern: version(4, '2.1.0', 3, { status: PatternStatus.DRAFT }) },
    { pattern: version(5, '3.0.0', 9), parentDeleted: true },
  ],
});

describe('tmws version list', () => {
  test('draws the versions as a tree, and gives a program what the rpc answers [cli.version-verbs]', async () => {
    const asked: string[] = [];
    await serving({
      listVersions: async ({ patternId, pageToken }) => {
        asked.push(`${patternId} ${pageToken}`);
        const [first, ...others] = TREE.versions;
        if (first === undefined) return {};
        return pageToken === '' ? { versions: [first], nextPageToken: 'more' } : { versions: others };
      },
    });
    const { stdout, exitCode } = await run(['version', 'list', id(3)]);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'retry',
      `1.0.0  12 uses, success 0.90 (9/10)  ${id(1)}`,
      `├─ 1.1.0  1 use  ${id(2)}`,
      `└─ 2.0.0  head  0 uses  P(better than parent) 0.91  ${id(3)}`,
      `   └─ 2.1.0  draft  0 uses  ${id(4)}`,
      `(deleted)  ${id(9)}`,
      `└─ 3.0.0  0 uses  ${id(5)}`,
      '',
    ]);
    expect(asked).toEqual([`${id(3)} `, `${id(3)} more`]);
    const json = await run(['version', 'list', id(3), '--json']);
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(messageJson(ListVersionsResponse, TREE))));
  });
});

describe('tmws version list on a terminal', () => {
  test('leaves out what does not fit, the ids first', async () => {
    await serving({ listVersions: async () => TREE });
    const { stdout } = await run(['version', 'list', id(3)], { terminal: 60, environment: { NO_COLOR: '1' } });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines).toContain('1.0.0  12 uses, success 0.90 (9/10)');
    expect(lines).toContain('└─ 2.0.0  head  0 uses  P(better than parent) 0.91');
  });
});

describe('tmws version create', () => {
  const created = CreateVersionResponse.fromPartial({
    pattern: { id: id(2), patternName: 'retry', version: '1.1.0', namespace: 'team', agentId: 'ann' },
    searchableByMeaning: true,
  });

  test('sends what the flags say, from a flag, a file or a pipe [cli.version-verbs]', async () => {
    const asked: unknown[] = [];
    const { folder } = await serving({
      createVersion: async (request) => {
        asked.push(request);
        return created;
      },
    });
    const file = join(folder, 'next.json');
    writeFileSync(file, '{"description": "Again"}');
    const flags = ['--category', 'c', '--tag', 'x', '--status', 'draft', '--learning-weight', '0', '--confidence', '1'];
    const { stdout } = await run(['version', 'create', id(1), '--bump', 'minor', '--data', `@${file}`, ...flags]);
    expect(stdout).toContain(`Created retry 1.1.0 (team/ann, unspecified)\nid: ${id(2)}`);
    const piped = ['version', 'create', id(1), '--version', '2.0.0', '--data', '@-', '--json'];
    const json = await run(piped, { input: '{"description": "Again"}' });
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(messageJson(CreateVersionResponse, created))));
    const shared = { patternId: id(1), patternData: { description: 'Again' } };
    expect(asked).toMatchObject([
      {
        ...shared,
        bump: VersionBump.MINOR,
        newVersion: undefined,
        category: 'c',
        tags: ['x'],
        status: PatternStatus.DRAFT,
        learningWeight: 0,
        confidence: 1,
      },
      { ...shared, bump: VersionBump.UNSPECIFIED, newVersion: '2.0.0', category: undefined, tags: [] },
    ]);
  });

  test('needs one name of the version, and content that is a JSON object', async () => {
    await serving();
    const line = ['version', 'create', id(1), '--data'];
    expect((await run([...line, '{}'])).exitCode).toBe(2);
    expect((await run([...line, '{}', '--bump', 'minor', '--version', '2.0.0'])).exitCode).toBe(2);
    for (const data of ['[]', '@/nowhere.json']) {
      expect((await run([...line, data, '--bump', 'minor'])).exitCode).toBe(6);
    }
  });
});

describe('tmws version compare', () => {
  const compared = CompareVersionsResponse.fromPartial({
    oldPattern: version(1, '1.0.0', undefined),
    newPattern: version(3, '2.0.0', 1),
    oldUsage: { usageCount: 18, successCount: 14, failureCount: 4, successRate: 14 / 18, confidenceScore: 0.72 },
    newUsage: { usageCount: 20, successCount: 19, failureCount: 1, successRate: 0.95, confidenceScore: 0.86 },
    changes: [
      { path: '/pattern_data/steps/1', kind: DataChangeKind.CHANGED, oldValue: 'two', newValue: 'zwei\u001B[31m' },
      { path: '/pattern_data/more', kind: DataChangeKind.ADDED, newValue: { a: 0 } },
      { path: '/pattern_data/gone', kind: DataChangeKind.REMOVED },
    ],
    successRateDifference: 0.95 - 14 / 18,
    probabilityNewBetter: 0.929,
  });

  test('says how both do, then what differs, in colours on a terminal alone [cli.version-verbs]', async () => {
    await serving({ compareVersions: async () => compared });
    const line = ['version', 'compare', id(1), id(3)];
    expect((await run(line)).stdout.split('\n')).toEqual([
      `old  retry 1.0.0  18 uses, success 0.78 (14/18), confidence 0.72  ${id(1)}`,
      `new  retry 2.0.0  20 uses, success 0.95 (19/20), confidence 0.86  ${id(3)}`,
      '     success rate +0.17, better with probability 0.93',
      '',
      '- /pattern_data/steps/1  two',
      '+ /pattern_data/steps/1  zwei\\u{1b}[31m',
      '+ /pattern_data/more  {"a":0}',
      '- /pattern_data/gone  …',
      '',
    ]);
    const coloured = (await run(line, { terminal: 100 })).stdout;
    expect(coloured).toContain('\u001B[31m- /pattern_data/steps/1  two\u001B[39m');
    expect(coloured).toContain('\u001B[32m+ /pattern_data/more  {"a":0}\u001B[39m');
    const json = JSON.parse((await run([...line, '--json'])).stdout);
    expect(json).toEqual(JSON.parse(JSON.stringify(messageJson(CompareVersionsResponse, compared))));
  });

  test('shows of a text of many lines those that differ', async () => {
    const [older, newer] = [{ oldValue: 'a\nb\nc\nd' }, { newValue: 'a\nB\nc\nd\n' }];
    const change = { path: '/pattern_data/body', kind: DataChangeKind.CHANGED, ...older, ...newer };
    await serving({ compareVersions: async () => ({ ...compared, changes: [change] }) });
    const { stdout } = await run(['version', 'compare', id(1), id(3)]);
    expect(stdout).toContain('  /pattern_data/body\n-   b\n-   c\n-   d\n+   B\n+   c\n+   d\n+   \n');
    const short = { ...change, newValue: 'a\nB\nc\nd' };
    await core?.[Symbol.asyncDispose]();
    await serving({ compareVersions: async () => ({ ...compared, changes: [short] }) });
    const { stdout: next } = await run(['version', 'compare', id(1), id(3)]);
    expect(next).toContain('  /pattern_data/body\n-   b\n+   B\n');
  });

  test('cuts a very long value', async () => {
    const change = { path: '/pattern_data/a', kind: DataChangeKind.ADDED, newValue: 'x'.repeat(1_000) };
    await serving({ compareVersions: async () => ({ ...compared, changes: [change] }) });
    expect((await run(['version', 'compare', id(1), id(3)])).stdout).toMatch(/x{400}… \(600 more\)/);
  });

  test('says so where the content is the same and nothing is known of use', async () => {
    await serving({ compareVersions: async () => ({ ...compared, changes: [], successRateDifference: undefined }) });
    const { stdout } = await run(['version', 'compare', id(1), id(3)]);
    expect(stdout).toContain('No difference in content.');
    expect(stdout).not.toContain('success rate');
  });
});
