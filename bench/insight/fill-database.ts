import { join } from 'node:path';
import { ACCESS_LEVELS, type Pattern } from '@tmws/domain';
import { createSqliteStorage } from '@tmws/storage';
import SqliteDatabase from 'better-sqlite3';
import { syntheticPattern } from '../latency/synthetic-patterns.ts';

/** The agent that asks, a member of one of the namespaces. */
export const READER = 'agent-0';

const NAMESPACES = 4;
const AGENTS = 20;
const PATTERNS_A_TRANSACTION = 500;
const DAY = 86_400_000;
const USED_DAYS = 60;

const agentOf = (number: number): string => `agent-${number % AGENTS}`;

const namespaceOf = (number: number): string => `namespace-${number % NAMESPACES}`;

/** Levels, owners and namespaces in turn; every fifth is a version 2.0.0 of the one before. */
const patternOf = (number: number, now: Date): Pattern => {
  const isVersion = number % 5 === 4;
  const place = isVersion ? number - 1 : number;
  const pattern = syntheticPattern(number);
  const origin = syntheticPattern(place);
  const at = new Date(now.getTime() - (number % 200) * DAY);
  return {
    ...pattern,
    patternName: origin.patternName,
    category: origin.category,
    agentId: agentOf(place),
    namespace: namespaceOf(place),
    accessLevel: ACCESS_LEVELS[place % (ACCESS_LEVELS.length - 1)] ?? 'PUBLIC',
    sharedWithAgents: place % 3 === 0 ? [READER] : [agentOf(place + 7)],
    ...(isVersion ? { lineageId: origin.id, parentPatternId: origin.id, version: '2.0.0' } : {}),
    createdAt: at,
    updatedAt: at,
  };
};

const FILL_USAGES = `
  with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n + 1 < :usages)
  insert into usages (id, pattern_id, agent_id, execution_time, success, context_data, used_at, counts_in_effectiveness)
  select printf('019f0000-0000-7000-8000-%012d', n),
         printf('018f0000-0000-7000-8000-%012d', (n * 7919) % :patterns),
         printf('agent-%d', n % ${AGENTS}),
         1.5,
         case when n % 11 = 0 then null when (n * 31) % 100 < 60 + (n * 7919) % 40 then 1 else 0 end,
         '{"ticket": "OPS-1234", "environment": "production"}',
         :now - cast(n as real) / :usages * ${USED_DAYS} * ${DAY},
         1
  from numbers`;

const COUNT_USAGES = `
  update patterns set
    usage_count = counted.uses, success_count = counted.successes, failure_count = counted.failures,
    last_used_at = counted.last
  from (select pattern_id, count(*) uses, coalesce(sum(success = 1), 0) successes, coalesce(sum(success = 0), 0) failures, max(used_at) last
        from usages group by pattern_id) counted
  where counted.pattern_id = patterns.id`;

/** Where the filled database lies. */
export const databaseOptions = (folder: string) => ({
  path: join(folder, 'tmws.db'),
  backupDir: join(folder, 'backups'),
  productVersion: '0.0.0',
});

/** Makes a database with so many patterns of all levels, and uses over the last 60 days. */
export const fillDatabase = async (
  folder: string,
  { patterns, usages, now }: { readonly patterns: number; readonly usages: number; readonly now: Date },
): Promise<void> => {
  const storage = await createSqliteStorage(databaseOptions(folder));
  await storage.write(async (store) => {
    for (let agent = 0; agent < AGENTS; agent += 1) {
      await store.identity.provision(agentOf(agent), namespaceOf(agent));
    }
  });
  for (let from = 0; from < patterns; from += PATTERNS_A_TRANSACTION) {
    await storage.write(async (store) => {
      const to = Math.min(patterns, from + PATTERNS_A_TRANSACTION);
      for (let number = from; number < to; number += 1) await store.patterns.insert(patternOf(number, now));
    });
  }
  await storage.close();
  const native = new SqliteDatabase(databaseOptions(folder).path);
  native.prepare(FILL_USAGES).run({ usages, patterns, now: now.getTime() });
  native.exec(COUNT_USAGES);
  native.close();
};
