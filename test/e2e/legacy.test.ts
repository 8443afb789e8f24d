import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AccessLevel, type Pattern } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FIRST_PATTERN_COLUMNS,
  HISTORY_COLUMNS,
  PATTERN_COLUMNS,
  writeDump,
  writeSqlite,
} from '../harness/legacy-samples.ts';
import { PROGRAMS } from '../harness/run.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';
import { IDS, manyTables, sampleTables } from './legacy-world.ts';

interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly {
    readonly source_id: string;
    readonly action: string;
    readonly pattern_id: string;
    readonly pattern_name: string;
    readonly usage_count: number;
    readonly history_count: number;
    readonly findings: readonly { readonly code: string; readonly text: string }[];
  }[];
  readonly other_memories: number;
  readonly unusable_uses: number;
}

let folder: TemporaryFolder;
let sqlite: string;

const legacy = async (home: TmwsHome, ...args: readonly string[]): Promise<Report> => {
  const { stdout, stderr } = await home.migrate('legacy', ...args, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};

const patternOf = async (home: TmwsHome, patternId: string): Promise<Pattern> =>
  (await (await home.client()).patterns.getPattern({ patternId, asAdmin: true })).pattern ??
  expect.fail('The core gave no pattern.');

/** What a pattern is, without what the moment of the import decides. */
const comparable = ({ effectiveness, confidenceScore, ...pattern }: Pattern): object => pattern;

const codesOf = (report: Report, sourceId: string): readonly string[] =>
  report.results.find(({ source_id }) => source_id === sourceId)?.findings.map(({ code }) => code) ?? [];

const writeSample = async (name: string, content: string | Buffer): Promise<string> => {
  const location = path.join(folder.path, name);
  await writeFile(location, content);
  return location;
};

beforeAll(async () => {
  folder = await temporaryFolder();
  sqlite = path.join(folder.path, 'tmws.db');
  writeSqlite(sqlite, sampleTables('sqlite'));
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('a SQLite database of 2.3, imported by a system admin', () => {
  let home: TmwsHome;
  let report: Report;
  beforeAll(async () => {
    home = await tmwsHome();
    report = await legacy(home, sqlite);
  });
  afterAll(() => home[Symbol.asyncDispose]());

  test('patterns of memories have name, category, content, examples, confidence and counts [migrate.legacy]', async () => {
    const pattern = await patternOf(home, IDS.memory);
    expect(pattern).toMatchObject({
      patternName: 'retry_with_backoff',
      category: 'resilience',
      confidence: 0.85,
      usageCount: 6,
      successCount: 3,
      failureCount: 1,
      accessLevel: AccessLevel.TEAM,
      tags: ['network'],
      learningWeight: 2,
      version: '1.0.0',
      patternData: {
        pattern_content: 'Wait longer each time',
        examples: ['await retry(call)', 'retry(3)'],
        language: 'python',
        legacy: { table: 'memories', id: IDS.memory, agent_id: 'artemis', evolution_count: 4 },
      },
    });
    expect(report.other_memories).toBe(1);
  });

  test('ids, dates, counts and history are kept [migrate.legacy]', async () => {
    expect(await patternOf(home, IDS.index)).toMatchObject({
      patternName: 'database_index',
      agentId: 'tester',
      subcategory: 'sql',
      tags: ['sql', 'speed'],
      learningWeight: 7,
      complexityScore: 0.4,
      createdAt: new Date('2024-03-01T10:00:00.123Z'),
      updatedAt: new Date('2024-04-01T10:30:00Z'),
      usageCount: 8,
      successCount: 6,
      successRate: 0.857_142_857_142_857_1,
      ownerUsageCount: 3,
      lastUsedAt: new Date('2024-05-01T00:00:00Z'),
      revision: 1,
      patternData: {
        description: 'Add a composite index',
        example: "SELECT 'it''s \\ a\ttab\nand a line'",
        日本語: 'インデックス',
        legacy: { success_rate: 0.75, confidence_score: 0.72, metadata: { ticket: 'OPS-1' } },
      },
    });
    const { usages } = await (await home.client()).usage.listUsage({ patternId: IDS.index });
    expect(usages).toMatchObject([
      { agentId: 'athena', usedAt: new Date('2024-04-04T08:00:00Z') },
      { agentId: 'athena', usedAt: new Date('2024-04-03T08:00:00Z'), success: false },
      {
        agentId: 'tester',
        usedAt: new Date('2024-04-02T08:00:00Z'),
        success: true,
        executionTime: 0.5,
        contextData: { table: 'users', rows: 10 },
      },
    ]);
    expect(usages[0]).not.toHaveProperty('success', false);
    expect(report.unusable_uses).toBe(1);
  });

  test('a version stays under its parent, and equal names of different owners are told apart', async () => {
    expect(await patternOf(home, IDS.indexNext)).toMatchObject({
      version: '1.1.0',
      parentPatternId: IDS.index,
      lineageId: IDS.index,
    });
    expect(await patternOf(home, IDS.sameName)).toMatchObject({
      patternName: 'database_index (44444444)',
      accessLevel: AccessLevel.PUBLIC,
    });
    expect(codesOf(report, IDS.sameName)).toContain('renamed');
    expect(report.counts).toEqual({ created: 4, renamed: 1, unchanged: 0, refused: 0 });
  });

  test('namespaces and shares are kept, and a namespace that is missing is made', async () => {
    expect(await patternOf(home, IDS.shared)).toMatchObject({
      namespace: 'team-x',
      accessLevel: AccessLevel.SHARED,
      sharedWithAgents: ['artemis', 'athena'],
      confidence: 0.9,
    });
  });

  test('run again it changes nothing', async () => {
    const before = await Promise.all(
      Object.values(IDS)
        .slice(0, 5)
        .map((id) => patternOf(home, id)),
    );
    const again = await legacy(home, sqlite);
    expect(again.counts).toEqual({ created: 0, renamed: 0, unchanged: 5, refused: 0 });
    expect(await Promise.all(before.map(({ id }) => patternOf(home, id)))).toEqual(before);
  });

  test('what is imported is found by a search', async () => {
    const { hits } = await (await home.client()).patterns.searchPatterns({ queryText: 'wait longer each time' });
    expect(hits[0]?.pattern?.id).toBe(IDS.memory);
  });
});

test('a dump of 2.0, with COPY or with INSERTs, comes to the same patterns', async () => {
  const forms = ['copy', 'inserts', 'column-inserts'] as const;
  const seen = [];
  for (const form of forms) {
    await using home = await tmwsHome();
    const dump = await writeSample(`${form}.sql`, writeDump(sampleTables('postgresql'), form));
    const report = await legacy(home, dump);
    expect(report.counts).toEqual({ created: 4, renamed: 1, unchanged: 0, refused: 0 });
    const patterns = await Promise.all(
      Object.values(IDS)
        .slice(0, 5)
        .map((id) => patternOf(home, id)),
    );
    const { usages } = await (await home.client()).usage.listUsage({ patternId: IDS.index });
    seen.push({ patterns: patterns.map(comparable), usages: usages.map(({ id: _id, ...usage }) => usage) });
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('a system admin leaves patterns to their owners, who are made where they are missing', async () => {
  await using home = await tmwsHome();
  const reportFile = path.join(folder.path, 'report.json');
  await legacy(home, sqlite, '--keep-owners', '--report', reportFile);
  expect(await patternOf(home, IDS.index)).toMatchObject({ agentId: 'artemis', ownerUsageCount: 3 });
  expect(await patternOf(home, IDS.shared)).toMatchObject({ agentId: 'hestia', namespace: 'team-x' });
  expect(await patternOf(home, IDS.sameName)).toMatchObject({ agentId: 'hestia', patternName: 'database_index' });
  const artemis = await home.client('artemis');
  const { usages } = await artemis.usage.listUsage({ patternId: IDS.index });
  expect(usages.map(({ agentId }) => agentId)).toEqual(['athena', 'athena', 'artemis']);
  expect(JSON.parse(await readFile(reportFile, 'utf8')).counts).toMatchObject({ created: 5 });
});

test('another agent brings along its own, and is told what it may not', async () => {
  await using home = await tmwsHome();
  // The first agent of a data folder is its system admin.
  await (await home.client()).access.whoAmI({});
  const { stdout } = await home.migrate('legacy', sqlite, '--json', '--agent', 'artemis');
  const report: Report = JSON.parse(stdout);
  expect(codesOf(report, IDS.index)).toEqual(['uses_left_out']);
  expect(codesOf(report, IDS.shared)).toContain('namespace_changed');
  const id = report.results.find(({ source_id }) => source_id === IDS.index)?.pattern_id ?? '';
  expect(id).not.toBe(IDS.index);
  const { pattern } = await (await home.client('artemis')).patterns.getPattern({ patternId: id });
  expect(pattern).toMatchObject({ agentId: 'artemis', usageCount: 1, successCount: 1 });
  expect(pattern?.createdAt).toEqual(new Date('2024-03-01T10:00:00.123Z'));
  const again: Report = JSON.parse((await home.migrate('legacy', sqlite, '--json', '--agent', 'artemis')).stdout);
  expect(again.counts).toMatchObject({ unchanged: 5 });
  const refused = await home.migrate('legacy', sqlite, '--keep-owners', '--agent', 'artemis');
  expect(refused).toMatchObject({ status: 5, stdout: '' });
  expect(refused.stderr).toMatch(/^tmws-migrate: Only a system admin keeps other owners/);
});

test('a dry run says what would come, and stores nothing', async () => {
  await using home = await tmwsHome();
  const report = await legacy(home, sqlite, '--dry-run');
  expect(report.counts).toEqual({ created: 4, renamed: 1, unchanged: 0, refused: 0 });
  const client = await home.client();
  expect((await client.patterns.listPatterns({})).patterns).toEqual([]);
  expect((await client.access.listNamespaces({})).namespaces.map(({ namespace }) => namespace)).not.toContain('team-x');
  const { stdout } = await home.migrate('legacy', sqlite, '--namespace', 'moved');
  expect(stdout).toContain('5 patterns from');
  expect((await patternOf(home, IDS.shared)).namespace).toBe('moved');
  expect((await legacy(home, sqlite, '--dry-run')).counts).toMatchObject({ unchanged: 5 });
});

test('an import that is killed and run again ends as one that was not', async () => {
  await using home = await tmwsHome();
  const file = path.join(folder.path, 'many.db');
  writeSqlite(file, manyTables(1_200));
  const client = await home.client();
  const countStored = async (): Promise<number> => (await client.admin.getStatus({})).patternCount;
  const killed = spawn(process.execPath, [PROGRAMS.migrate, 'legacy', file], { env: home.env, stdio: 'ignore' });
  const ended = once(killed, 'close');
  while ((await countStored()) === 0 && killed.exitCode === null) await new Promise((resolve) => setImmediate(resolve));
  killed.kill('SIGKILL');
  await ended;
  const stored = await countStored();
  const report = await legacy(home, file);
  expect(report.counts).toEqual({ created: 1_200 - stored, renamed: 0, unchanged: stored, refused: 0 });
  for (const { pattern_id } of [report.results[0], report.results.at(-1)].flatMap((result) => result ?? [])) {
    const { usages } = await client.usage.listUsage({ patternId: pattern_id });
    expect(usages).toHaveLength(2);
    expect(await patternOf(home, pattern_id)).toMatchObject({ usageCount: 2, successCount: 1, failureCount: 1 });
  }
});

test('run again a version keeps its name, and is the parent of one that was added meanwhile', async () => {
  await using home = await tmwsHome();
  const file = path.join(folder.path, 'grown.db');
  const child = '99999999-9999-4999-8999-999999999999';
  const row = { pattern_name: 'grown', category: 'testing', pattern_data: { description: 'x' }, access_level: 'team' };
  const first = { ...row, id: IDS.index, version: '1.1.0' };
  writeSqlite(file, [{ name: 'learning_patterns', columns: PATTERN_COLUMNS, rows: [first] }]);
  await legacy(home, file);
  const rows = [first, { ...row, id: child, version: '1.2.0', parent_pattern_id: IDS.index }];
  const later = path.join(folder.path, 'grown-later.db');
  writeSqlite(later, [{ name: 'learning_patterns', columns: PATTERN_COLUMNS, rows }]);
  for (const flags of [['--dry-run'], []]) {
    const { results } = await legacy(home, later, ...flags);
    expect(results.map(({ action, pattern_name }) => [action, pattern_name])).toEqual([
      ['unchanged', 'grown'],
      ['created', 'grown'],
    ]);
    expect(results.flatMap(({ findings }) => findings.map(({ code }) => code))).not.toContain('renamed');
  }
  expect(await patternOf(home, child)).toMatchObject({ parentPatternId: IDS.index, version: '1.2.0' });
});

test('the first generation has rates in percent, no owners, and fewer columns', async () => {
  await using home = await tmwsHome();
  const row = {
    id: IDS.index,
    created_at: '2023-01-01T00:00:00',
    updated_at: '2023-01-02T00:00:00',
    pattern_name: 'old_one',
    category: 'testing',
    pattern_data: { description: 'From the first days' },
    usage_count: 4,
    success_rate: 75,
  };
  const file = path.join(folder.path, 'first.db');
  writeSqlite(file, [{ name: 'learning_patterns', columns: FIRST_PATTERN_COLUMNS, rows: [row] }]);
  await legacy(home, file, '--access-level', 'team');
  expect(await patternOf(home, IDS.index)).toMatchObject({
    accessLevel: AccessLevel.TEAM,
    usageCount: 4,
    successCount: 3,
    failureCount: 1,
    successRate: 0.75,
    createdAt: new Date('2023-01-01T00:00:00Z'),
  });
});

test('each oddity of a row is a finding, and the row is stored', async () => {
  await using home = await tmwsHome();
  const id = (last: number): string => `88888888-8888-4888-8888-${String(last).padStart(12, '0')}`;
  const base = { category: 'testing', pattern_data: { description: 'A thing' }, access_level: 'private' };
  const cases: readonly (readonly [string, object])[] = [
    ['broken_json', { pattern_name: 'a', pattern_data: '{"description": "cut of' }],
    ['not_a_number', { pattern_name: 'b', pattern_data: '{"description": "NaN", "score": NaN}' }],
    ['large_number', { pattern_name: 'c', pattern_data: '{"description": "x", "n": 12345678901234567890}' }],
    ['unknown_access_level', { pattern_name: 'd', access_level: 'galaxy' }],
    ['text_cut', { pattern_name: 'e'.repeat(300) }],
    ['name_missing', { pattern_name: null }],
    ['category_missing', { pattern_name: 'f', category: null }],
    ['data_missing', { pattern_name: 'g', pattern_data: null }],
    ['data_no_object', { pattern_name: 'h', pattern_data: [1, 2] }],
    ['version_rewritten', { pattern_name: 'i', version: 'two' }],
    ['no_time', { pattern_name: 'j', created_at: 'yesterday' }],
    ['out_of_range', { pattern_name: 'k', learning_weight: 99 }],
    ['parent_not_kept', { pattern_name: 'l', parent_pattern_id: id(99) }],
    ['tags_left_out', { pattern_name: 'm', metadata: { tags: ['x'.repeat(80)] } }],
    ['text_cleaned', { pattern_name: 'n\u0007n' }],
    ['agents_renamed', { pattern_name: 'o', shared_with_agents: ['an agent'] }],
  ];
  const rows = cases.map(([, over], at) => ({ ...base, id: id(at), ...over }));
  const file = path.join(folder.path, 'odd.db');
  writeSqlite(file, [{ name: 'learning_patterns', columns: PATTERN_COLUMNS, rows }]);
  const report = await legacy(home, file);
  expect(report.counts).toEqual({ created: cases.length, renamed: 0, unchanged: 0, refused: 0 });
  for (const [at, [code]] of cases.entries()) expect(codesOf(report, id(at))).toContain(code);
  expect((await patternOf(home, id(0))).patternData).toMatchObject({ content: '{"description": "cut of' });
  expect((await patternOf(home, id(2))).patternData).toMatchObject({ n: '12345678901234567890' });
  expect((await patternOf(home, id(4))).patternData).toMatchObject({ legacy: { pattern_name: 'e'.repeat(300) } });
});

test('what the core refuses is named, the rest is stored, and a second attempt tells nothing twice', async () => {
  await using home = await tmwsHome();
  const row = { category: 'testing', access_level: 'private' };
  const file = path.join(folder.path, 'large.db');
  const rows = [
    { ...row, id: IDS.index, pattern_name: 'too_large', pattern_data: { text: 'x'.repeat(300 * 1024) } },
    { ...row, id: IDS.shared, pattern_name: 'fine', pattern_data: { description: 'A fine one' } },
    {
      ...row,
      id: IDS.memory,
      pattern_name: 'deploy',
      access_level: 'team',
      pattern_data: { description: 'Deploy', key: 'AKIAIOSFODNN7EXAMPLQ' },
    },
  ];
  const used = { id: IDS.memory, pattern_id: IDS.memory, used_at: '2025-01-01 00:00:00', success: 1 };
  const uses = [{ ...used, context_data: { text: 'x'.repeat(70 * 1024) } }];
  writeSqlite(file, [
    { name: 'learning_patterns', columns: PATTERN_COLUMNS, rows },
    { name: 'pattern_usage_history', columns: HISTORY_COLUMNS, rows: uses },
  ]);
  const { status, stdout } = await home.migrate('legacy', file, '--json');
  const report: Report = JSON.parse(stdout);
  expect(status).toBe(1);
  expect(report.counts).toEqual({ created: 2, renamed: 0, unchanged: 0, refused: 1 });
  expect(codesOf(report, IDS.index)).toEqual(['invalid_field']);
  expect(codesOf(report, IDS.memory)).toEqual(['context_left_out', 'secret_found']);
  expect(await patternOf(home, IDS.memory)).toMatchObject({ accessLevel: AccessLevel.PRIVATE });
});

describe('a file that cannot be read', () => {
  let home: TmwsHome;
  beforeAll(async () => {
    home = await tmwsHome();
  });
  afterAll(() => home[Symbol.asyncDispose]());

  const expectRefusal = async (file: string, message: RegExp, status = 6): Promise<void> => {
    const finished = await home.migrate('legacy', file);
    expect(finished).toMatchObject({ status, stdout: '' });
    expect(finished.stderr).toMatch(message);
    expect(finished.stderr.trimEnd()).not.toContain('\n');
  };

  test('says what it is, and what to do', async () => {
    const whole = await readFile(sqlite);
    const dump = writeDump(sampleTables('postgresql'), 'copy');
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 4096);
    const empty = path.join(folder.path, 'empty.db');
    writeSqlite(empty, [{ name: 'something_else', columns: { id: 'text' }, rows: [] }]);
    await expectRefusal(path.join(folder.path, 'nowhere.db'), /is not there/, 3);
    await expectRefusal(
      await writeSample('cut.db', whole.subarray(0, 8_000)),
      /damaged .* cut off at 8000 of \d+ bytes/,
    );
    await expectRefusal(await writeSample('damaged.db', damaged), /damaged SQLite database: .*malformed/);
    await expectRefusal(await writeSample('header.db', 'SQLite format 3\0'), /it has no header/);
    await expectRefusal(await writeSample('picture.png', Buffer.from('89504e470d0a1a0a0000', 'hex')), /is neither/);
    await expectRefusal(await writeSample('nothing.sql', ''), /is neither/);
    await expectRefusal(await writeSample('notes.txt', 'hello\n'), /has no table learning_patterns/);
    await expectRefusal(empty, /has no table learning_patterns/);
    await expectRefusal(await writeSample('custom.dump', Buffer.from('PGDMP\u0001\u000e')), /pg_restore --no-owner -f/);
    await expectRefusal(await writeSample('dump.gz', Buffer.from('1f8b0800', 'hex')), /gunzip -k/);
    await expectRefusal(await writeSample('cut.sql', dump.slice(0, dump.indexOf('review_checklist'))), /was cut off/);
    await expectRefusal(await writeSample('latin.sql', dump.replace("'UTF8'", "'LATIN1'")), /--encoding=UTF8/);
    await expectRefusal(folder.path, /is no plain dump/);
    await expectRefusal('postgresql://u:geheim@127.0.0.1:9/x', /could not be read: .*ECONNREFUSED/);
    expect((await home.migrate('legacy', 'postgresql://u:geheim@127.0.0.1:9/x')).stderr).not.toContain('geheim');
  });

  test('is refused while a journal beside it holds newer changes', async () => {
    const file = await writeSample('busy.db', await readFile(sqlite));
    await writeSample('busy.db-wal', 'x');
    await expectRefusal(file, /busy.db-wal holds changes .* wal_checkpoint/);
  });
});
