import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedPostgres, type RunningPostgres } from '../harness/embedded-postgres.ts';
import { writeStatements } from '../harness/legacy-samples.ts';
import { tmwsHome } from '../harness/tmws-home.ts';
import { IDS, sampleTables } from './legacy-world.ts';

let postgres: RunningPostgres;

beforeAll(async () => {
  postgres = await embeddedPostgres();
  await postgres.execute(writeStatements(sampleTables('postgresql')));
});
afterAll(() => postgres?.[Symbol.asyncDispose]());

test('a running PostgreSQL of 2.0 is read whole, by one that may only read, and its password is shown nowhere [migrate.legacy]', async () => {
  await postgres.execute(
    "create role reader login password 'nur-lesen'; grant select on all tables in schema public to reader",
  );
  const address = postgres.address
    .replace('tmws:secret', 'reader:nur-lesen')
    .replace('postgresql:', 'postgresql+asyncpg:');
  await using home = await tmwsHome();
  const { stdout, stderr } = await home.migrate('legacy', address, '--json');
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    source: { kind: 'postgresql', tables: ['learning_patterns_v2', 'memories_v2', 'pattern_usage_history'] },
    counts: { created: 4, renamed: 1, unchanged: 0, refused: 0 },
    other_memories: 1,
    unusable_uses: 1,
  });
  expect(stdout).not.toContain('nur-lesen');
  const client = await home.client();
  const { pattern } = await client.patterns.getPattern({ patternId: IDS.index });
  expect(pattern).toMatchObject({
    patternName: 'database_index',
    createdAt: new Date('2024-03-01T10:00:00.123Z'),
    updatedAt: new Date('2024-04-01T10:30:00Z'),
    usageCount: 8,
    successCount: 6,
    ownerUsageCount: 3,
    learningWeight: 7,
    tags: ['sql', 'speed'],
    patternData: { example: "SELECT 'it''s \\ a\ttab\nand a line'", 日本語: 'インデックス' },
  });
  const { usages } = await client.usage.listUsage({ patternId: IDS.index });
  expect(usages.map(({ success }) => success)).toEqual([undefined, false, true]);
  expect(usages[2]).toMatchObject({ executionTime: 0.5, contextData: { table: 'users', rows: 10 } });
  const again = JSON.parse((await home.migrate('legacy', address, '--json')).stdout);
  expect(again.counts).toMatchObject({ unchanged: 5 });
});

test('tables that may not be read, and a database that is not there, are named', async () => {
  await postgres.execute("create role stranger login password 'fremd'");
  await using home = await tmwsHome();
  const stranger = await home.migrate('legacy', postgres.address.replace('tmws:secret', 'stranger:fremd'));
  expect(stranger).toMatchObject({ status: 6, stdout: '' });
  expect(stranger.stderr).toMatch(/permission denied|no table learning_patterns/);
  const missing = await home.migrate('legacy', postgres.address.replace('/legacy', '/nowhere'));
  expect(missing.stderr).toMatch(/could not be read: database "nowhere" does not exist/);
  expect(`${stranger.stderr}${missing.stderr}`).not.toMatch(/fremd|secret/);
});
