/**
 * How long do calls take, and next to what? Fills data folders with made-up patterns, starts the built core on each,
 * measures the calls of the design's targets through gRPC and, in the same run, what their parts take alone; then
 * imports the real skills of `../shared/corpus`, where they are. Run in the repository's root after `npm run build`:
 *
 *     npx node bench/latency/run.ts [--sizes 1000,10000] [--large] [--folders DIR] [--no-import] [--dry]
 *
 * `--large` adds 100,000 patterns (some minutes), `--folders` keeps the filled folders for further runs, `--dry` writes
 * no result.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedder } from '@tmws/embeddings';
import type { Embedder } from '@tmws/engine';
import { formatTable, targetTable, thisMachine, today, writeResult } from '../result-file.ts';
import { startCoreProcess, whenSettled } from './core-process.ts';
import { fillFolder } from './fill-folder.ts';
import { measureCommit, measureEcho, measureEmbedding, measureIndex, whenApproximate } from './floors.ts';
import { hasCorpus, type ImportFigures, measureImport } from './measure-import.ts';
import { measureSize } from './measure-size.ts';
import {
  callTable,
  floorTable,
  type IdleMemory,
  importTable,
  latencyTargets,
  type MeasuredSize,
  memoryTable,
  ratioTable,
} from './report-tables.ts';
import { surroundingsNotes } from './surroundings.ts';
import { syntheticQueries } from './synthetic-patterns.ts';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000' },
    large: { type: 'boolean', default: false },
    folders: { type: 'string' },
    import: { type: 'boolean', default: true },
    dry: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const LARGE = 100_000;
const APPROXIMATE_ABOVE = 50_000;
const FLOOR_TEXTS = 40;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const measureAt = async (patterns: number, work: { folders: string; embedder: Embedder }): Promise<MeasuredSize> => {
  const { folders, embedder } = work;
  const dataDir = join(folders, `patterns-${patterns}`);
  say(`${patterns} patterns: filling the folder …`);
  await fillFolder(dataDir, { patterns, embedder });
  const scratch = join(folders, `scratch-${patterns}`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const queries = syntheticQueries(FLOOR_TEXTS, patterns + 3);
  const embedQuery = await measureEmbedding(embedder, queries, 'query');
  const passages = queries.map(
    (query) => `${query}: Measure first, and write the number down for those who come next.`,
  );
  const embedPassage = await measureEmbedding(embedder, passages, 'passage');
  const commit = await measureCommit(scratch);
  say(`${patterns} patterns: indexing …`);
  const begin = performance.now();
  const figures = await (async () => {
    await using core = await startCoreProcess(dataDir);
    await whenSettled(core.client);
    if (patterns > APPROXIMATE_ABOVE) await whenApproximate(dataDir);
    say(`${patterns} patterns: index whole after ${((performance.now() - begin) / 1_000).toFixed(1)} s; asking …`);
    return await measureSize(core, patterns);
  })();
  const idle = await (async () => {
    await using core = await startCoreProcess(dataDir);
    await whenSettled(core.client);
    return core.memory();
  })();
  const echo = await measureEcho(scratch, figures.getBytes);
  const vectors: Float32Array[] = [];
  for (const query of queries) vectors.push(await embedder.embedQuery(query));
  const index = await measureIndex(dataDir, { vectors, queries, folder: scratch });
  rmSync(scratch, { recursive: true, force: true });
  return { figures, idle, floors: { embedQuery, embedPassage, commit, echo, index } };
};

const measureIdle = async (folders: string): Promise<IdleMemory> => {
  await using core = await startCoreProcess(join(folders, 'empty'));
  await whenSettled(core.client);
  for (const queryText of syntheticQueries(20, 5)) await core.client.patterns.searchPatterns({ queryText });
  return { loaded: core.memory() };
};

const main = async (folders: string): Promise<void> => {
  const sizes = [...options.sizes.split(',').map(Number), ...(options.large ? [LARGE] : [])];
  const load = loadavg()[0] ?? 0;
  const embedder = await createEmbedder({ modelDirs: [] });
  try {
    await embedder.whenReady(AbortSignal.timeout(60_000));
    const idle = await measureIdle(folders);
    const measured: MeasuredSize[] = [];
    for (const patterns of sizes) measured.push(await measureAt(patterns, { folders, embedder }));
    let imported: ImportFigures | undefined;
    if (options.import && hasCorpus()) {
      say('Importing the corpus …');
      rmSync(join(folders, 'imported'), { recursive: true, force: true });
      imported = await measureImport(folders, { embedder });
    } else say('The corpus is not imported: it was not wanted, or ../shared/corpus is not there.');
    const targets = latencyTargets(idle, measured, imported);
    const tables = [
      callTable(measured),
      floorTable(measured),
      ratioTable(measured),
      memoryTable(idle, measured, imported),
      ...(imported === undefined ? [] : [importTable(imported)]),
    ];
    for (const table of [...tables, targetTable(targets)]) say(formatTable(table));
    if (options.dry) return;
    const path = writeResult({
      benchmark: 'latency',
      title: 'Speed and memory of the core',
      command: `npx node bench/latency/run.ts${options.large ? ' --large' : ''}`,
      day: today(),
      machine: thisMachine(),
      notes: [
        `The built core in a process of its own, everything at its default. The patterns are made up (about 1.8 KB each), their vectors lie around those of real texts; the requests are embedded by the real model.`,
        ...surroundingsNotes({ load, folders: given === undefined ? 'new' : 'kept' }),
      ],
      targets,
      tables,
      figures: { idle, sizes: measured, imported },
    });
    say(`\nWritten to ${path}`);
  } finally {
    await embedder.close();
  }
};

const given = options.folders;
const folders = given === undefined ? mkdtempSync(join(tmpdir(), 'bench-latency-')) : resolve(given);
mkdirSync(folders, { recursive: true });
try {
  await main(folders);
} finally {
  if (given === undefined) rmSync(folders, { recursive: true, force: true });
}
