/**
 * How long do statistics take? Fills a database with patterns of many owners and levels and with their uses, and asks
 * for analytics as one agent that may read a part of them: computed anew after a change, and kept from the time before.
 * Beside it what SQLite takes for one plain reading of the same rows. Run in the repository's root after
 * `npm run build`:
 *
 *     npx node bench/insight/run.ts [--patterns 10000] [--uses 100000] [--rounds 30] [--dry]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Caller } from '@tmws/domain';
import { getPatternAnalytics, systemClock, type UnitOfWork } from '@tmws/engine';
import { createSqliteStorage } from '@tmws/storage';
import SqliteDatabase from 'better-sqlite3';
import { surroundingsNotes } from '../latency/surroundings.ts';
import { formatMilliseconds, formatRatio, type Times, timeRepeated, timesOf } from '../latency/timing.ts';
import {
  formatTable,
  type ResultTable,
  type TargetResult,
  targetTable,
  thisMachine,
  today,
  writeResult,
} from '../result-file.ts';
import { databaseOptions, fillDatabase, READER } from './fill-database.ts';

const { values: options } = parseArgs({
  options: {
    patterns: { type: 'string', default: '10000' },
    uses: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '30' },
    dry: { type: 'boolean', default: false },
  },
});

const [patterns, usages, rounds] = [options.patterns, options.uses, options.rounds].map(Number);
if (patterns === undefined || usages === undefined || rounds === undefined) throw new Error('Give numbers.');
const COLD_TARGET = 150;
const CACHED_TARGET = 1;
const CACHED_ROUNDS = 1_000;
const WINDOW = 30 * 86_400_000;
const NANOSECONDS = 1e6;
const LOOP_RESOLUTION = 1;

const load = loadavg()[0] ?? 0;
const folder = mkdtempSync(join(tmpdir(), 'tmws-insight-'));

const readerOf = async (storage: UnitOfWork): Promise<Caller> => ({
  agentId: READER,
  namespace: 'namespace-0',
  memberships: await storage.read((store) => store.identity.memberships(READER)),
  scopes: ['read'],
  systemAdmin: false,
  credential: 'socket',
});

/** Any change: the counters of a pattern are written as they are. */
const touch = (storage: UnitOfWork): Promise<void> =>
  storage.write(async (store) => {
    const [pattern] = await store.patterns.list({ where: { kind: 'all', of: [] }, order: 'created', limit: 1 });
    if (pattern !== undefined) await store.patterns.saveUsage(pattern.id, pattern.usage);
  });

/** One reading of every pattern, and one of the uses of the window, without rights and in one statement each. */
const measureFloor = async (): Promise<Times> => {
  const native = new SqliteDatabase(databaseOptions(folder).path, { readonly: true });
  const counted = native.prepare(
    'select category, count(*), sum(usage_count), avg(success_rate) from patterns group by +category',
  );
  const used = native.prepare(
    'select used_at / 86400000 as day, count(*), sum(success) from usages where used_at >= ? group by day',
  );
  const times = await timeRepeated(rounds, async () => {
    counted.all();
    used.all(Date.now() - WINDOW);
  });
  native.close();
  return times;
};

const measure = async (): Promise<{ cold: Times; cached: Times; standsStill: number; seen: number }> => {
  const storage = await createSqliteStorage(databaseOptions(folder));
  try {
    const engine = { unitOfWork: storage, clock: systemClock };
    const reader = await readerOf(storage);
    const ask = () => getPatternAnalytics(engine, reader, {});
    await ask();
    const delays = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION });
    const milliseconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await touch(storage);
      delays.enable();
      const begin = performance.now();
      await ask();
      milliseconds.push(performance.now() - begin);
      delays.disable();
    }
    const cached = await timeRepeated(CACHED_ROUNDS, ask);
    const { summary } = await ask();
    const standsStill = Math.max(0, delays.percentile(99) / NANOSECONDS - LOOP_RESOLUTION);
    return { cold: timesOf(milliseconds), cached, standsStill, seen: summary.totalPatterns };
  } finally {
    await storage.close();
  }
};

const target = (what: string, limit: number, measured: number): TargetResult => ({
  what,
  target: `≤ ${limit} ms`,
  measured: formatMilliseconds(measured),
  verdict: measured <= limit ? 'met' : 'not met',
});

try {
  process.stdout.write(`Filling ${patterns} patterns and ${usages} uses …\n`);
  await fillDatabase(folder, { patterns, usages, now: new Date() });
  const { cold, cached, standsStill, seen } = await measure();
  const floor = await measureFloor();
  const size = `${patterns.toLocaleString('en')} patterns, ${usages.toLocaleString('en')} uses`;
  const targets = [
    target(`analytics, ${size}: computed anew, p50`, COLD_TARGET, cold.p50),
    target(`analytics, ${size}: kept, p50`, CACHED_TARGET, cached.p50),
  ];
  const row = (name: string, { p50, p95 }: Times): readonly string[] => [
    name,
    formatMilliseconds(p50),
    formatMilliseconds(p95),
    formatRatio(p50 / floor.p50),
  ];
  const table: ResultTable = {
    title: 'Analytics',
    note: `Inside the core's process, without gRPC, by an agent that may read ${seen.toLocaleString('en')} of the patterns. The floor reads every pattern once and the uses of 30 days once, in two statements of plain SQL without rights. While an answer is computed the event loop stands still for at most ${formatMilliseconds(standsStill)} at a time (p99).`,
    columns: ['what', 'p50', 'p95', 'to the floor'],
    rows: [row('computed anew', cold), row('kept', cached), row('floor: plain SQL', floor)],
  };
  for (const shown of [targetTable(targets), table]) process.stdout.write(`${formatTable(shown)}\n`);
  process.stdout.write(`\n${table.note}\n`);
  if (!options.dry) {
    const path = writeResult({
      benchmark: 'insight',
      title: 'Analytics',
      command: 'npx node bench/insight/run.ts',
      day: today(),
      machine: { ...thisMachine(), load: Number(load.toFixed(1)) },
      notes: [...surroundingsNotes({ load, folders: 'new' })],
      targets,
      tables: [table],
      figures: { patterns, usages, seen, cold, cached, floor, standsStill },
    });
    process.stdout.write(`\n${path}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
