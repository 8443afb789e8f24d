import type { ResultTable, TargetResult } from '../result-file.ts';
import type { EchoFloor, IndexFloor } from './floors.ts';
import type { ImportFigures } from './measure-import.ts';
import type { SizeFigures } from './measure-size.ts';
import { formatMilliseconds, formatRatio, type Times } from './timing.ts';

/** What was measured beside one folder, for the same run and the same machine. */
export interface SizeFloors {
  /** One new request embedded in a process that does nothing else. */
  readonly embedQuery: Times;
  readonly embedPassage: Times;
  readonly commit: Times;
  readonly echo: EchoFloor;
  readonly index: IndexFloor;
}

/** A folder's figures and floors. */
export interface MeasuredSize {
  readonly figures: SizeFigures;
  /** Resident memory of a core started anew on the folder, its model loaded and nothing asked, in MB. */
  readonly idle: number;
  readonly floors: SizeFloors;
}

/** What the core took before anything was asked, in MB. */
export interface IdleMemory {
  /** On an empty folder, model loaded. */
  readonly loaded: number;
}

const both = ({ p50, p95 }: Times): string => `${formatMilliseconds(p50)} / ${formatMilliseconds(p95)}`;

const sizeName = (patterns: number): string => patterns.toLocaleString('en');

const rate = (value: number): string => Math.round(value).toLocaleString('en');

/** One row a kind of call, one column a size; p50 and p95. */
export const callTable = (sizes: readonly MeasuredSize[]): ResultTable => {
  const row = (name: string, cell: (size: MeasuredSize) => string): readonly string[] => [name, ...sizes.map(cell)];
  return {
    title: 'Calls: p50 / p95',
    note: 'One call at a time through the client library, over the Unix socket. "Remembered": the request was asked before, so that its vector is not computed again.',
    columns: ['patterns', ...sizes.map(({ figures }) => sizeName(figures.patterns))],
    rows: [
      row('search, new request, 10 hits', ({ figures }) => both(figures.search)),
      row('search, remembered, 10 hits', ({ figures }) => both(figures.searchRemembered)),
      row('search, remembered, 50 hits (default)', ({ figures }) => both(figures.searchFifty)),
      row('search by words, 10 hits', ({ figures }) => both(figures.searchWords)),
      row('remembered, filter passes a tenth', ({ figures }) => both(figures.filtered.tenth)),
      row('remembered, filter passes a hundredth', ({ figures }) => both(figures.filtered.hundredth)),
      row('remembered, filter passes ten', ({ figures }) => both(figures.filtered.ten)),
      row('create, found when it returns', ({ figures }) => both(figures.create)),
      row('record a use', ({ figures }) => both(figures.recordUse)),
      row('get by id', ({ figures }) => both(figures.get.times)),
      row('get by id, bare client', ({ figures }) => both(figures.getBare.times)),
      row('WhoAmI, bare client', ({ figures }) => both(figures.whoAmIBare.times)),
      row('get by id, 64 in flight, a second', ({ figures }) => rate(figures.get.perSecond)),
      row('get by id, bare client, 64 in flight, a second', ({ figures }) => rate(figures.getBare.perSecond)),
      row('WhoAmI, bare client, 64 in flight, a second', ({ figures }) => rate(figures.whoAmIBare.perSecond)),
    ],
  };
};

/** What the parts take without the product. */
export const floorTable = (sizes: readonly MeasuredSize[]): ResultTable => {
  const row = (name: string, cell: (floors: SizeFloors) => string): readonly string[] => [
    name,
    ...sizes.map(({ floors }) => cell(floors)),
  ];
  return {
    title: 'Floors in the same run: p50 / p95',
    note: 'The parts without the product: the model in a process of its own; LanceDB on the same folder, 50 rows, with the product’s settings; SQLite with synchronous FULL; grpc-js sending back as many bytes as an answer of GetPattern has.',
    columns: ['patterns', ...sizes.map(({ figures }) => sizeName(figures.patterns))],
    rows: [
      row('embedding of a request', ({ embedQuery }) => both(embedQuery)),
      row('embedding of a passage', ({ embedPassage }) => both(embedPassage)),
      row('LanceDB by meaning', ({ index }) => both(index.meaning)),
      row('LanceDB by words', ({ index }) => both(index.words)),
      row('LanceDB merge of one row', ({ index }) => both(index.merge)),
      row('recall@10 of the approximate index', ({ index }) => index.recall?.toFixed(3) ?? 'exact'),
      row('SQLite commit', ({ commit }) => both(commit)),
      row('gRPC echo', ({ echo }) => both(echo.times)),
      row('gRPC echo, 64 in flight, a second', ({ echo }) => rate(echo.perSecond)),
    ],
  };
};

/** Ratios of the product to its floors. */
export const ratioTable = (sizes: readonly MeasuredSize[]): ResultTable => {
  const row = (name: string, cell: (size: MeasuredSize) => number): readonly string[] => [
    name,
    ...sizes.map((size) => formatRatio(cell(size))),
  ];
  const searchFloor = ({ floors }: MeasuredSize): number =>
    Math.max(floors.index.meaning.p50, floors.index.words.p50) + floors.echo.times.p50;
  return {
    title: 'Ratios to the floors',
    note: 'At the median. The floor of a search is the slower half of the index and an echo, with the embedding where one is needed; that of a creation an embedding, a merge and two commits.',
    columns: ['patterns', ...sizes.map(({ figures }) => sizeName(figures.patterns))],
    rows: [
      row('search, new request', (size) => size.figures.search.p50 / (searchFloor(size) + size.floors.embedQuery.p50)),
      row('search, remembered', (size) => size.figures.searchRemembered.p50 / searchFloor(size)),
      row(
        'create',
        ({ figures, floors }) =>
          figures.create.p50 /
          (floors.embedPassage.p50 + floors.index.merge.p50 + 2 * floors.commit.p50 + floors.echo.times.p50),
      ),
      row('record a use', ({ figures, floors }) => figures.recordUse.p50 / (floors.commit.p50 + floors.echo.times.p50)),
      row('get by id', ({ figures, floors }) => figures.get.times.p50 / floors.echo.times.p50),
      row('get by id, bare client', ({ figures, floors }) => figures.getBare.times.p50 / floors.echo.times.p50),
      row(
        'get by id, bare client, a second',
        ({ figures, floors }) => figures.getBare.perSecond / floors.echo.perSecond,
      ),
    ],
  };
};

/** Memory of the core. */
export const memoryTable = (
  idle: IdleMemory,
  sizes: readonly MeasuredSize[],
  imported?: ImportFigures,
): ResultTable => ({
  title: 'Resident memory of the core',
  note: '',
  columns: ['when', 'MB'],
  rows: [
    ['empty folder, model loaded', idle.loaded.toFixed(0)],
    ...sizes.flatMap(({ figures, idle: started }) => [
      [`${sizeName(figures.patterns)} patterns, after all of the above`, figures.memory.toFixed(0)],
      [`${sizeName(figures.patterns)} patterns, started anew`, started.toFixed(0)],
    ]),
    ...(imported === undefined ? [] : [['after the import of the corpus', imported.memory.toFixed(0)]]),
  ],
});

/** The import of the corpus. */
export const importTable = (imported: ImportFigures): ResultTable => ({
  title: `Import of ${imported.skills} real skills`,
  note: 'With `tmws-migrate import` into an empty core; another process asks WhoAmI every 10 ms meanwhile.',
  columns: ['what', 'measured'],
  rows: [
    ['until all are found by words', `${imported.secondsByWords.toFixed(1)} s`],
    ['until all are found by meaning', `${imported.secondsByMeaning.toFixed(1)} s`],
    ['skills a second, by meaning', imported.perSecond.toFixed(1)],
    ['texts embedded a second alone', imported.embeddingAlone.toFixed(1)],
    ['ratio', formatRatio(imported.perSecond / imported.embeddingAlone)],
    [
      'ping p50 / p99 / longest',
      [imported.ping.p50, imported.ping.p99, imported.ping.longest].map(formatMilliseconds).join(' / '),
    ],
    [
      'event loop of the core stood still, p50 / p99 / longest',
      [imported.loopDelay.p50, imported.loopDelay.p99, imported.loopDelay.longest].map(formatMilliseconds).join(' / '),
    ],
  ],
});

interface Verdicts {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const sizeTargets = ({ figures, floors }: MeasuredSize): readonly Verdicts[] => {
  const name = `${sizeName(figures.patterns)} patterns`;
  const { search, searchRemembered, create, recordUse, getBare, get } = figures;
  const mostCreate = floors.embedPassage.p50 + 12;
  const remembered: Readonly<Record<number, number>> = { 10000: 15, 100000: 30, 1000000: 80 };
  const mostRemembered = remembered[figures.patterns];
  return [
    ...(figures.patterns === 10_000
      ? [
          {
            what: `search with text in, ${name}, p50 / p95`,
            target: '≤ 22 / 40 ms',
            measured: both(search),
            isMet: search.p50 <= 22 && search.p95 <= 40,
          },
        ]
      : []),
    ...(mostRemembered === undefined
      ? []
      : [
          {
            what: `search without the request’s embedding, ${name}, p95`,
            target: `≤ ${mostRemembered} ms`,
            measured: formatMilliseconds(searchRemembered.p95),
            isMet: searchRemembered.p95 <= mostRemembered,
          },
        ]),
    ...(floors.index.recall === undefined
      ? []
      : [
          {
            what: `recall@10 of the dense half, ${name}`,
            target: '≥ 0.98',
            measured: floors.index.recall.toFixed(3),
            isMet: floors.index.recall >= 0.98,
          },
        ]),
    {
      what: `create, found when it returns, ${name}, p50`,
      target: `≤ one embedding + 12 ms = ${formatMilliseconds(mostCreate)}`,
      measured: formatMilliseconds(create.p50),
      isMet: create.p50 <= mostCreate && figures.createdByMeaning === 1,
    },
    {
      what: `record a use, ${name}, p50`,
      target: '≤ 1.5 ms',
      measured: formatMilliseconds(recordUse.p50),
      isMet: recordUse.p50 <= 1.5,
    },
    {
      what: `get by id, ${name}, p50, same client as the echo`,
      target: '≤ 1.5 × echo',
      measured: `${formatRatio(getBare.times.p50 / floors.echo.times.p50)} (${formatRatio(get.times.p50 / floors.echo.times.p50)} by the client library)`,
      isMet: getBare.times.p50 <= 1.5 * floors.echo.times.p50,
    },
    {
      what: `get by id, ${name}, 64 in flight, same client as the echo`,
      target: '≥ 0.6 × echo',
      measured: formatRatio(getBare.perSecond / floors.echo.perSecond),
      isMet: getBare.perSecond >= 0.6 * floors.echo.perSecond,
    },
  ];
};

const growthTarget = (sizes: readonly MeasuredSize[]): readonly Verdicts[] => {
  const first = sizes.at(0);
  const last = sizes.at(-1);
  if (first === undefined || last === undefined || first === last) return [];
  const ratio = last.figures.create.p50 / first.figures.create.p50;
  return [
    {
      what: `create at ${sizeName(last.figures.patterns)} over create at ${sizeName(first.figures.patterns)}, p50`,
      target: '≤ 1.3 × (at 100,000 over 1,000)',
      measured: formatRatio(ratio),
      isMet: ratio <= 1.3,
    },
  ];
};

const importTargets = (imported: ImportFigures | undefined): readonly Verdicts[] => {
  if (imported === undefined) return [];
  const ratio = imported.perSecond / imported.embeddingAlone;
  return [
    {
      what: 'import, skills a second over embedding alone',
      target: '≥ 0.85 ×',
      measured: `${formatRatio(ratio)} (${imported.perSecond.toFixed(1)} a second)`,
      isMet: ratio >= 0.85,
    },
    {
      what: 'ping while importing, p99',
      target: '≤ 50 ms',
      measured: formatMilliseconds(imported.ping.p99),
      isMet: imported.ping.p99 <= 50,
    },
  ];
};

const memoryTargets = (idle: IdleMemory, sizes: readonly MeasuredSize[]): readonly Verdicts[] => [
  {
    what: 'memory of the core after load, empty folder',
    target: '≤ 550 MB',
    measured: `${idle.loaded.toFixed(0)} MB`,
    isMet: idle.loaded <= 550,
  },
  ...sizes
    .filter(({ figures }) => figures.patterns === 100_000)
    .map(({ figures, idle: started }) => ({
      what: 'memory of the core, idle, 100,000 patterns',
      target: '≤ 800 MB',
      measured: `${started.toFixed(0)} MB (${figures.memory.toFixed(0)} MB after all calls)`,
      isMet: started <= 800,
    })),
];

/** Everything of the design's targets that this benchmark measures. */
export const latencyTargets = (
  idle: IdleMemory,
  sizes: readonly MeasuredSize[],
  imported: ImportFigures | undefined,
): readonly TargetResult[] =>
  [
    ...sizes.flatMap(sizeTargets),
    ...growthTarget(sizes),
    ...importTargets(imported),
    ...memoryTargets(idle, sizes),
  ].map(({ isMet, ...rest }) => ({ ...rest, verdict: isMet ? 'met' : 'not met' }));
