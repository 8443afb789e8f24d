/**
 * What does a score mean? Fits each map of the bundled model's preset on skillq-dev: right pairs of implicit requests
 * against all other pairs, so that 0.7 keeps at least 80 % of the right ones and drops at least 95 % of the others; then
 * prints what the fitted maps and those of the preset keep. Computed outside of the core, with the product's functions
 * and its model. Run in the repository's root, with the folder `shared` beside it, after `npm run build`:
 *
 *     npx node bench/calibrate/run.ts [--data-dir DIR]
 *
 * `--data-dir` keeps the vectors for further runs, and may be that of `bench/retrieval`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LEXICAL_SIMILARITY, type SimilarityMap } from '@tmws/domain';
import type { EmbeddingModel } from '@tmws/engine';
import { formatTable, type ResultTable, thisMachine, today, writeResult } from '../result-file.ts';
import { DEFAULT_THRESHOLD } from '../retrieval/ask.ts';
import { type BenchRequest, type DataSet, readDataSet } from '../retrieval/data-set.ts';
import { computeOffline, type Offline } from '../retrieval/offline.ts';
import { settleRequests } from '../retrieval/settle-requests.ts';
import { formatShare, quantile } from '../statistics/interval.ts';
import { type Bounds, type FittedMap, fitMap, scoreAt, shareFrom } from './fit-map.ts';
import { MAP_KINDS, type MapKind, type PairSource, pairsOf } from './pairs.ts';

const BOUNDS: Bounds = { right: 0.8, unrelated: 0.05 };

const { values: options } = parseArgs({ options: { 'data-dir': { type: 'string' } } });

const presentMap = (model: EmbeddingModel, name: MapKind['name']): SimilarityMap | undefined => {
  switch (name) {
    case 'hybrid':
      return model.similarity;
    case 'neutral':
      return model.neutralSimilarity;
    case 'cosine':
      return model.cosineSimilarity;
    case 'lexical':
      return LEXICAL_SIMILARITY;
    default:
      return name satisfies never;
  }
};

const COLUMNS = [
  'map',
  'slope',
  'intercept',
  '0.7 at',
  'right kept',
  'unrelated kept',
  'named kept',
  'validation kept',
  'forbidden kept',
] as const;

const keptRow = (name: string, map: SimilarityMap, kind: MapKind, source: PairSource): readonly string[] => {
  const limit = scoreAt(map, DEFAULT_THRESHOLD);
  const right = (set: BenchRequest['set']): string => {
    const pairs = pairsOf(source, kind.formula, (request) => request.set === set && kind.holds(request));
    return pairs.right.length === 0 ? '–' : formatShare(shareFrom(pairs.right, limit));
  };
  const implicit = pairsOf(source, kind.formula, (request) => request.set === 'implicit' && kind.holds(request));
  return [
    name,
    map.slope.toFixed(2),
    map.intercept.toFixed(3),
    limit.toFixed(4),
    formatShare(shareFrom(implicit.right, limit)),
    formatShare(shareFrom(implicit.unrelated, limit)),
    right('named'),
    right('validation'),
    right('negative'),
  ];
};

interface Calibrated {
  readonly kind: MapKind;
  readonly fitted: FittedMap;
  readonly rows: readonly (readonly string[])[];
  readonly unrelatedMedian: number;
}

const calibrate = (kind: MapKind, offline: Offline, source: PairSource): Calibrated => {
  const pairs = pairsOf(source, kind.formula, (request) => request.set === 'implicit' && kind.holds(request));
  const fitted = fitMap(pairs, DEFAULT_THRESHOLD, BOUNDS);
  const present = presentMap(offline.model, kind.name);
  const rows = [
    keptRow(`${kind.name}, fitted`, fitted.map, kind, source),
    ...(present === undefined ? [] : [keptRow(`${kind.name}, of the preset`, present, kind, source)]),
  ];
  return { kind, fitted, rows, unrelatedMedian: quantile(pairs.unrelated, 0.5) };
};

const roomTable = (all: readonly Calibrated[]): ResultTable => ({
  title: 'Where the threshold may lie',
  note: 'Between the score that 5 % of the unrelated pairs reach and the one that 80 % of the right pairs reach, both bounds hold.',
  columns: ['map', 'scores', 'least', 'most', 'likeliest', 'chosen', 'median of unrelated pairs'],
  rows: all.map(({ kind, fitted, unrelatedMedian }) => [
    kind.name,
    kind.what,
    ...[...fitted.room, fitted.likeliest, fitted.at, unrelatedMedian].map((score) => score.toFixed(4)),
  ]),
});

/** Skills in the place of patterns: no core runs here. Copies of a skill are patterns of their own. */
const withoutCore = (data: DataSet) => settleRequests(data, Object.fromEntries(data.library.map(({ id }) => [id, id])));

const main = async (dataDir: string): Promise<void> => {
  const { library, requests } = withoutCore(readDataSet());
  const names = Object.fromEntries(library.map(({ skill, patternId }) => [patternId, skill.name]));
  const offline = await computeOffline({ dataDir, library, names, requests, heads: 'without-heads' });
  const source: PairSource = { requests, replica: offline.replica, numbers: offline.numbers };
  const all = MAP_KINDS.map((kind) => calibrate(kind, offline, source));
  const keptTable: ResultTable = {
    title: `What 0.7 keeps: preset ${offline.model.name}`,
    note: 'Right and unrelated pairs are those of the implicit requests; of the named, the validation and the negative requests the graded (forbidden) pairs alone.',
    columns: COLUMNS,
    rows: all.flatMap(({ rows }) => rows),
  };
  const tables = [keptTable, roomTable(all)];
  const path = writeResult({
    benchmark: 'calibration',
    title: 'What a similarity means',
    command: 'npx node bench/calibrate/run.ts',
    day: today(),
    machine: thisMachine(),
    notes: [
      'Each map is fitted by logistic regression of right against unrelated pairs, both weighing the same, and moved until 0.7 keeps at least 80 % of the right pairs and at most 5 % of the others. Fitted and judged on the same requests: others will differ by some points. The forbidden pairs are the hard ones: a skill that is near and yet wrong.',
    ],
    targets: [],
    tables,
    figures: { preset: offline.model.name, maps: all.map(({ kind, fitted }) => ({ name: kind.name, ...fitted })) },
  });
  for (const table of tables) process.stdout.write(`${formatTable(table)}\n`);
  process.stdout.write(`\nWritten to ${path}\n`);
};

const given = options['data-dir'];
const dataDir = given === undefined ? mkdtempSync(join(tmpdir(), 'bench-calibrate-')) : resolve(given);
mkdirSync(dataDir, { recursive: true });
try {
  await main(dataDir);
} finally {
  if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
}
