import { formatMilliseconds, formatRatio, type Times } from '../latency/timing.ts';
import type { ResultTable, TargetResult } from '../result-file.ts';

/** Starts of the frontends; memory in MB. */
export interface MeasuredStarts {
  /** `node -e 0`: the floor. */
  readonly bare: Times;
  /** `tmws --help`. */
  readonly help: Times;
  /** `tmws search` with a running core. */
  readonly search: Times;
  /** `tmws-mcp` until initialize is answered, core running. */
  readonly mcp: Times;
  readonly mcpWithoutCore: Times;
  readonly mcpMemory: number;
  /** The running core, with 1,000 patterns. */
  readonly coreMemory: number;
}

/** Starts of the core on one folder. */
export interface MeasuredCoreStart {
  readonly patterns: number;
  readonly serving: Times;
  readonly whole: Times;
  /** In MB, once whole. */
  readonly memory: number;
}

const sizeName = (patterns: number): string =>
  patterns === 0 ? 'an empty folder' : `${patterns.toLocaleString('en')} patterns`;

/** Everything that was started, beside a Node that does nothing. */
export const startTable = (starts: MeasuredStarts, cores: readonly MeasuredCoreStart[]): ResultTable => {
  const row = (name: string, times: Times): readonly string[] => [
    name,
    formatMilliseconds(times.p50),
    formatMilliseconds(times.p95),
    formatRatio(times.p50 / starts.bare.p50),
  ];
  return {
    title: 'Starts',
    note: '"Whole": the index is compared with the rows and the model is loaded; until then searches answer by words and say so.',
    columns: ['what', 'median', 'p95', 'over bare Node'],
    rows: [
      row('bare Node (`node -e 0`)', starts.bare),
      row('`tmws --help`', starts.help),
      row('`tmws search`, core running', starts.search),
      row('`tmws-mcp` → initialize answered, core running', starts.mcp),
      row('`tmws-mcp` → initialize answered, no core', starts.mcpWithoutCore),
      ...cores.flatMap(({ patterns, serving, whole }) => [
        row(`core → SERVING, ${sizeName(patterns)}`, serving),
        row(`core → whole, ${sizeName(patterns)}`, whole),
      ]),
    ],
  };
};

/** Resident memory of the programs. */
export const memoryTable = (starts: MeasuredStarts, cores: readonly MeasuredCoreStart[]): ResultTable => ({
  title: 'Resident memory',
  note: '',
  columns: ['what', 'MB'],
  rows: [
    ['`tmws-mcp`, idle', starts.mcpMemory.toFixed(0)],
    ['core, 1,000 patterns, after some searches', starts.coreMemory.toFixed(0)],
    ...cores.map(({ patterns, memory }) => [`core just started, ${sizeName(patterns)}`, memory.toFixed(0)]),
  ],
});

const verdict = (isMet: boolean): TargetResult['verdict'] => (isMet ? 'met' : 'not met');

const within = (what: string, times: Times, most: number): TargetResult => ({
  what,
  target: `≤ ${most} ms`,
  measured: formatMilliseconds(times.p50),
  verdict: verdict(times.p50 <= most),
});

/** Section "Start and memory" of the design's targets, as far as it is measured here. */
export const startupTargets = (
  starts: MeasuredStarts,
  cores: readonly MeasuredCoreStart[],
): readonly TargetResult[] => [
  within('`tmws-mcp` → initialize answered, core running, median', starts.mcp, 120),
  within('`tmws-mcp` → initialize answered, no core running, median', starts.mcpWithoutCore, 200),
  within('`tmws --help`, median', starts.help, 110),
  within('`tmws search` with a warm core, median', starts.search, 220),
  ...cores
    .filter(({ patterns }, place) => patterns === 100_000 || place === cores.length - 1)
    .map(({ patterns, serving }) =>
      within(`core → SERVING, ${sizeName(patterns)} (target at 100,000), median`, serving, 1_500),
    ),
  {
    what: 'memory of `tmws-mcp`, idle',
    target: '≤ 85 MB',
    measured: `${starts.mcpMemory.toFixed(0)} MB`,
    verdict: verdict(starts.mcpMemory <= 85),
  },
  ...cores
    .filter(({ patterns }) => patterns === 0 || patterns === 100_000)
    .map(({ patterns, memory }) => {
      const most = patterns === 0 ? 550 : 800;
      return {
        what: `memory of the core just started, ${sizeName(patterns)}`,
        target: `≤ ${most} MB`,
        measured: `${memory.toFixed(0)} MB`,
        verdict: verdict(memory <= most),
      };
    }),
];
