import type { TmwsClient } from '@tmws/client';
import { AccessLevel } from '@tmws/contract';
import { EXIT_CODES, enumFromText, type Outcome, type TextStream } from '@tmws/terminal';
import { LegacyImporter } from './legacy/legacy-importer.ts';
import type { LegacyPattern } from './legacy/legacy-pattern.ts';
import { type LegacyReport, legacyJson, legacyText } from './legacy/legacy-report.ts';
import { type LegacySource, MEMORY_TABLES, PATTERN_TABLES } from './legacy/legacy-source.ts';
import { mapLearningPattern } from './legacy/map-learning-pattern.ts';
import { isPatternMemory, mapMemory } from './legacy/map-memory.ts';
import { openLegacySource } from './legacy/open-source.ts';
import { Places } from './legacy/places.ts';
import { readUsageHistory } from './legacy/usage-history.ts';
import { createProgress } from './output/progress.ts';
import { openReportFile } from './output/report-file.ts';

/** Which database is imported, and how. */
export interface LegacyRequest {
  /** A SQLite file, a plain dump, or the address of a PostgreSQL, as typed. */
  readonly source: string;
  readonly keepOwners: boolean;
  /** Undefined: patterns stay in their namespaces. */
  readonly namespace: string | undefined;
  /** Level of patterns that name none, in lower case; undefined: private. */
  readonly accessLevel: string | undefined;
  readonly dryRun: boolean;
  /** File that the report goes to as JSON; undefined: none. */
  readonly report: string | undefined;
  readonly connect: () => Promise<TmwsClient>;
  readonly stderr: TextStream;
}

interface Counters {
  otherMemories: number;
}

/** Every pattern of the database, a row at a time. */
const patternsOf = async function* (
  source: LegacySource,
  { now, counters, onOther }: { readonly now: Date; readonly counters: Counters; readonly onOther: () => void },
): AsyncGenerator<LegacyPattern> {
  for (const table of PATTERN_TABLES.filter((name) => source.tables.has(name))) {
    for await (const row of source.rows(table)) yield mapLearningPattern(table, row, now);
  }
  for (const table of MEMORY_TABLES.filter((name) => source.tables.has(name))) {
    for await (const row of source.rows(table)) {
      if (isPatternMemory(row)) yield mapMemory(table, row, now);
      else {
        counters.otherMemories += 1;
        onOther();
      }
    }
  }
};

const readAndImport = async (
  source: LegacySource,
  client: TmwsClient,
  { request, onRow }: { readonly request: LegacyRequest; readonly onRow: () => void },
): Promise<LegacyReport> => {
  const { keepOwners, namespace, dryRun } = request;
  const accessLevel =
    request.accessLevel === undefined ? AccessLevel.PRIVATE : enumFromText(AccessLevel, request.accessLevel);
  const places = await Places.find(client, { keepOwners, namespace, accessLevel, dryRun });
  const now = new Date();
  const history = await readUsageHistory(source, { now, onRow });
  const importer = new LegacyImporter(client, places, { keepOwners, dryRun, onDone: onRow });
  const counters: Counters = { otherMemories: 0 };
  const add = (pattern: LegacyPattern): Promise<void> => importer.add(pattern, history.take(pattern.sourceId));
  // A version comes after its parent, wherever the two stand.
  let waiting: LegacyPattern[] = [];
  for await (const pattern of patternsOf(source, { now, counters, onOther: onRow })) {
    if (pattern.parentId === undefined) await add(pattern);
    else waiting.push(pattern);
  }
  await importer.flush();
  while (waiting.length > 0) {
    const ids = new Set(waiting.map(({ sourceId }) => sourceId));
    const ready = waiting.filter(({ parentId = '' }) => !ids.has(parentId));
    // A ring of parents has no first one.
    const next = ready.length > 0 ? ready : waiting;
    const taken = new Set(next);
    waiting = waiting.filter((pattern) => !taken.has(pattern));
    for (const pattern of next) await add(pattern);
    await importer.flush();
  }
  return {
    source: { kind: source.kind, name: source.name, tables: [...source.tables.keys()] },
    dryRun,
    results: importer.results,
    otherMemories: counters.otherMemories,
    unusableUses: history.unusable + history.left(),
  };
};

/**
 * `tmws-migrate legacy`: the patterns of a database of the Python implementation, with dates, counts and history. Run
 * again it stores what is not here yet, and changes nothing else.
 *
 * @throws LegacyError for a database that cannot be read; ReportError for a report that cannot be written, before
 * anything is stored; RemoteError as the core refuses; what was stored before stays.
 */
export const runLegacy = async (request: LegacyRequest): Promise<Outcome> => {
  await using source = await openLegacySource(request.source);
  await using file = await openReportFile(request.report);
  await using client = await request.connect();
  const progress = await createProgress(request.stderr, { total: source.rowCount, verb: 'Importing' });
  let report: LegacyReport;
  try {
    report = await readAndImport(source, client, { request, onRow: progress.step });
  } finally {
    progress.end();
  }
  await file.finish(legacyJson(report));
  const hasRefused = report.results.some(({ action }) => action === 'refused');
  return {
    json: () => legacyJson(report),
    text: (page) => legacyText(page, report),
    exitCode: hasRefused ? EXIT_CODES.failed : EXIT_CODES.done,
  };
};
