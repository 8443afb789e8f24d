/**
 * How long does everything take to start, and how much memory does it hold? Starts the built programs, each a dozen
 * times, beside a Node that does nothing. Run in the repository's root after `npm run build`:
 *
 *     npx node bench/startup/run.ts [--sizes 1000,10000] [--large] [--folders DIR] [--runs 12] [--dry]
 *
 * `--large` adds 100,000 patterns, `--folders` keeps the filled folders (bench/latency shares them), `--dry` writes no
 * result.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedder } from '@tmws/embeddings';
import { startCoreProcess, whenSettled } from '../latency/core-process.ts';
import { fillFolder } from '../latency/fill-folder.ts';
import { whenApproximate } from '../latency/floors.ts';
import { surroundingsNotes } from '../latency/surroundings.ts';
import { type Times, timesOf } from '../latency/timing.ts';
import { formatTable, targetTable, thisMachine, today, writeResult } from '../result-file.ts';
import { quantile } from '../statistics/interval.ts';
import {
  type CoreStart,
  endCore,
  PROGRAMS,
  repeat,
  runningCore,
  startMcp,
  timeCoreStart,
  timeProgram,
} from './processes.ts';
import {
  type MeasuredCoreStart,
  type MeasuredStarts,
  memoryTable,
  startTable,
  startupTargets,
} from './report-tables.ts';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000' },
    large: { type: 'boolean', default: false },
    folders: { type: 'string' },
    runs: { type: 'string', default: '12' },
    dry: { type: 'boolean', default: false },
  },
});

const LARGE = 100_000;
const APPROXIMATE_ABOVE = 50_000;
const SMALL = 1_000;
const QUERY = 'how do I migrate a schema without downtime';
const runs = Number(options.runs);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const folderOf = (folders: string, patterns: number): string =>
  join(folders, patterns === 0 ? 'empty' : `patterns-${patterns}`);

/** Makes folders that a core has indexed. */
const prepare = async (folders: string, sizes: readonly number[]): Promise<void> => {
  const embedder = await createEmbedder({ modelDirs: [] });
  await embedder.whenReady(AbortSignal.timeout(60_000));
  for (const patterns of sizes) {
    say(`Preparing ${patterns} patterns …`);
    const dataDir = folderOf(folders, patterns);
    await fillFolder(dataDir, { patterns, embedder });
    await using core = await startCoreProcess(dataDir);
    await whenSettled(core.client);
    if (patterns > APPROXIMATE_ABOVE) await whenApproximate(dataDir);
  }
  await embedder.close();
};

const measureFrontends = async (dataDir: string): Promise<MeasuredStarts> => {
  const bare = await repeat(runs, () => timeProgram(['-e', '0'], { dataDir }));
  const help = await repeat(runs, () => timeProgram([PROGRAMS.cli, '--help'], { dataDir }));
  say('Starting frontends beside a running core …');
  const warm = await (async () => {
    await using core = await runningCore(dataDir);
    const mcp = await repeat(runs, async () => (await startMcp(dataDir, { rest: 'none' })).milliseconds);
    const { memory: mcpMemory } = await startMcp(dataDir, { rest: 'idle' });
    const search = await repeat(runs, () => timeProgram([PROGRAMS.cli, 'search', QUERY], { dataDir }));
    return { mcp, mcpMemory, search, coreMemory: core.memory() };
  })();
  say('Starting tmws-mcp with no core …');
  const cold = await repeat(runs, async () => {
    const { milliseconds } = await startMcp(dataDir, { rest: 'none' });
    await endCore(dataDir);
    return milliseconds;
  });
  return { bare, help, ...warm, mcpWithoutCore: cold };
};

const measureCoreStarts = async (dataDir: string, patterns: number): Promise<MeasuredCoreStart> => {
  say(`Starting the core on ${patterns} patterns …`);
  const starts: CoreStart[] = [];
  await timeCoreStart(dataDir);
  for (let round = 0; round < Math.max(10, runs - 2); round += 1) starts.push(await timeCoreStart(dataDir));
  const times = (pick: (start: CoreStart) => number): Times => timesOf(starts.map(pick));
  return {
    patterns,
    serving: times(({ serving }) => serving),
    whole: times(({ whole }) => whole),
    memory: quantile(
      starts.map(({ memory }) => memory),
      0.5,
    ),
  };
};

const main = async (folders: string): Promise<void> => {
  const sizes = [...options.sizes.split(',').map(Number), ...(options.large ? [LARGE] : [])];
  const load = loadavg()[0] ?? 0;
  await prepare(folders, [...new Set([SMALL, ...sizes])]);
  const starts = await measureFrontends(folderOf(folders, SMALL));
  const cores: MeasuredCoreStart[] = [];
  for (const patterns of [0, ...sizes]) cores.push(await measureCoreStarts(folderOf(folders, patterns), patterns));
  const targets = startupTargets(starts, cores);
  const tables = [startTable(starts, cores), memoryTable(starts, cores)];
  for (const table of [...tables, targetTable(targets)]) say(formatTable(table));
  if (options.dry) return;
  const path = writeResult({
    benchmark: 'startup',
    title: 'Start and memory',
    command: `npx node bench/startup/run.ts${options.large ? ' --large' : ''}`,
    day: today(),
    machine: thisMachine(),
    notes: [
      `Medians of ${runs} starts (10 of the core) of the built programs, after one for nothing. The frontends run on a folder of ${SMALL.toLocaleString('en')} patterns.`,
      ...surroundingsNotes({ load, folders: given === undefined ? 'new' : 'kept' }),
    ],
    targets,
    tables,
    figures: { starts, cores },
  });
  say(`\nWritten to ${path}`);
};

const given = options.folders;
const folders = given === undefined ? mkdtempSync(join(tmpdir(), 'bench-startup-')) : resolve(given);
mkdirSync(folders, { recursive: true });
try {
  await main(folders);
} finally {
  if (given === undefined) rmSync(folders, { recursive: true, force: true });
}
