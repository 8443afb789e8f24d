/**
 * What does the MCP server cost? Its start until initialize is answered, beside a bare Node and by turns with it, on
 * the clock and in time of processors; its memory; what its definitions take of a conversation; and `apply_pattern`
 * over MCP beside the same call over gRPC. Run in the repository's root after `npm run build`:
 *
 *     npx node bench/mcp/run.ts [--runs 40] [--calls 100] [--patterns 1000] [--folders DIR] [--dry]
 *     npx node bench/mcp/run.ts --against PATH/tmws-mcp.js [--runs 40]
 *
 * `--folders` keeps the filled folder (bench/latency and bench/startup share it), `--dry` writes no result. With
 * `--against` only starts are measured, of this build and of another by turns: for a change whose cost is in question,
 * also on a busy machine.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmbedder } from '@tmws/embeddings';
import { type CoreProcess, startCoreProcess, whenSettled } from '../latency/core-process.ts';
import { fillFolder } from '../latency/fill-folder.ts';
import { surroundingsNotes } from '../latency/surroundings.ts';
import { syntheticQueries } from '../latency/synthetic-patterns.ts';
import { timesOf } from '../latency/timing.ts';
import { formatTable, type ResultTable, targetTable, thisMachine, today, writeResult } from '../result-file.ts';
import { PROGRAMS } from '../startup/processes.ts';
import { type McpSession, openMcpSession, type ProgramStart, startBareNode } from './mcp-session.ts';
import {
  type ApplyTimes,
  applyTable,
  type DefinitionBytes,
  type McpFigures,
  mcpTargets,
  type StartTimes,
  sizeTable,
  startTable,
} from './report-tables.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    calls: { type: 'string', default: '100' },
    patterns: { type: 'string', default: '1000' },
    folders: { type: 'string' },
    against: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});

const [runs, calls, patterns] = [Number(options.runs), Number(options.calls), Number(options.patterns)];
const SETTLING_MILLISECONDS = 1_500;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const startMcp = async (dataDir: string, program?: string): Promise<ProgramStart> => {
  await using session = await openMcpSession(dataDir, program);
  return session.start;
};

/** Does each work by turns, so many times after once for nothing: what slows the machine slows all of them. */
const byTurns = async (works: readonly (() => Promise<ProgramStart>)[]): Promise<readonly StartTimes[]> => {
  const starts = works.map((): ProgramStart[] => []);
  for (let round = -1; round < runs; round += 1) {
    for (const [place, work] of works.entries()) {
      const start = await work();
      if (round >= 0) starts[place]?.push(start);
    }
  }
  return starts.map((found) => ({
    wall: timesOf(found.map(({ wall }) => wall)),
    processor: timesOf(found.map(({ processor }) => processor)),
  }));
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const measureDefinitions = async (session: McpSession): Promise<DefinitionBytes> => {
  const { tools } = await session.request('tools/list', {});
  const listed: readonly Record<string, unknown>[] = Array.isArray(tools) ? tools : [];
  const { instructions } = await session.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  });
  return {
    inputs: bytesOf(listed.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))),
    outputs: bytesOf(listed.map(({ outputSchema }) => outputSchema)),
    instructions: Buffer.byteLength(String(instructions)),
  };
};

/** The requests over MCP and over gRPC; for new ones each way has requests of its own, as the core keeps vectors. */
const measureApply = async (
  { core, session }: { readonly core: CoreProcess; readonly session: McpSession },
  requests: { readonly overMcp: readonly string[]; readonly overGrpc: readonly string[] },
): Promise<ApplyTimes> => {
  const times: Readonly<Record<'overMcp' | 'overGrpc', number[]>> = { overMcp: [], overGrpc: [] };
  let largestAnswer = 0;
  for (const [place, query] of requests.overMcp.entries()) {
    const begin = performance.now();
    const { structuredContent } = await session.request('tools/call', {
      name: 'apply_pattern',
      arguments: { pattern_query: query, context: '' },
    });
    const between = performance.now();
    await core.client.learning.applyPattern({ patternQuery: requests.overGrpc[place] ?? query });
    times.overGrpc.push(performance.now() - between);
    times.overMcp.push(between - begin);
    largestAnswer = Math.max(largestAnswer, bytesOf(structuredContent));
  }
  return { overMcp: timesOf(times.overMcp), overGrpc: timesOf(times.overGrpc), largestAnswer };
};

const measure = async (dataDir: string): Promise<McpFigures> => {
  await using core = await startCoreProcess(dataDir);
  await whenSettled(core.client);
  say(`Starting tmws-mcp ${runs} times …`);
  const [bare, mcp] = await byTurns([startBareNode, () => startMcp(dataDir)]);
  if (bare === undefined || mcp === undefined) throw new Error('Nothing was started.');
  const memory = await (async () => {
    await using session = await openMcpSession(dataDir);
    await session.request('tools/call', { name: 'apply_pattern', arguments: { pattern_query: 'x', context: '' } });
    await pause(SETTLING_MILLISECONDS);
    return session.memory();
  })();
  say('Applying patterns …');
  await using session = await openMcpSession(dataDir);
  const definitions = await measureDefinitions(session);
  const queries = syntheticQueries(calls, 21);
  for (const patternQuery of queries) await core.client.learning.applyPattern({ patternQuery });
  const remembered = await measureApply({ core, session }, { overMcp: queries, overGrpc: queries });
  const fresh = await measureApply(
    { core, session },
    { overMcp: syntheticQueries(calls, 22), overGrpc: syntheticQueries(calls, 23) },
  );
  return { bare, mcp, memory, definitions, remembered, fresh };
};

const compare = async (dataDir: string, other: string): Promise<void> => {
  await using core = await startCoreProcess(dataDir);
  await whenSettled(core.client);
  const programs = [PROGRAMS.mcp, resolve(other)];
  const found = await byTurns([startBareNode, ...programs.map((program) => () => startMcp(dataDir, program))]);
  const table: ResultTable = {
    title: 'Starts by turns, in ms',
    note: '',
    columns: ['what', 'clock, median', 'p95', 'processor, median', 'p95'],
    rows: found.map(({ wall, processor }, place) => [
      ['bare Node', ...programs][place] ?? '',
      ...[wall.p50, wall.p95, processor.p50, processor.p95].map((value) => value.toFixed(1)),
    ]),
  };
  say(formatTable(table));
};

const main = async (folders: string): Promise<void> => {
  const dataDir = join(folders, `patterns-${patterns}`);
  const load = loadavg()[0] ?? 0;
  if (options.against !== undefined) return await compare(join(folders, 'empty'), options.against);
  const embedder = await createEmbedder({ modelDirs: [] });
  await embedder.whenReady(AbortSignal.timeout(60_000));
  await fillFolder(dataDir, { patterns, embedder });
  await embedder.close();
  const figures = await measure(dataDir);
  const targets = mcpTargets(figures);
  const tables = [startTable(figures), applyTable(figures), sizeTable(figures)];
  for (const table of [...tables, targetTable(targets)]) say(formatTable(table));
  if (options.dry) return;
  const path = writeResult({
    benchmark: 'mcp',
    title: 'The MCP server',
    command: 'npx node bench/mcp/run.ts',
    day: today(),
    machine: thisMachine(),
    notes: [
      `The built server over stdio, spoken to line by line, on a folder of ${patterns.toLocaleString('en')} patterns: ${runs} starts, ${calls} calls of each kind.`,
      ...surroundingsNotes({ load, folders: given === undefined ? 'new' : 'kept' }),
    ],
    targets,
    tables,
    figures: { ...figures },
  });
  say(`\nWritten to ${path}`);
};

const given = options.folders;
const folders = given === undefined ? mkdtempSync(join(tmpdir(), 'bench-mcp-')) : resolve(given);
mkdirSync(folders, { recursive: true });
try {
  await main(folders);
} finally {
  if (given === undefined) rmSync(folders, { recursive: true, force: true });
}
