/**
 * Does every real skill come in, and every file out again, and how fast? Imports `../shared/corpus` into an empty core
 * with the bundled model, waits until all of it is found by meaning, exports it and compares every file by SHA-256 and
 * mode; then embeds a sample of the same texts with nothing beside, the bound of what an import can reach. Run in the
 * repository's root after `npm run build`:
 *
 *     npx node bench/skills/corpus.ts [--dry]
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedder } from '@tmws/embeddings';
import { startCoreProcess, whenSettled } from '../latency/core-process.ts';
import { measureEmbedding } from '../latency/floors.ts';
import { sampleTexts } from '../latency/measure-import.ts';
import { surroundingsNotes } from '../latency/surroundings.ts';
import { formatRatio } from '../latency/timing.ts';
import {
  formatTable,
  type ResultTable,
  type TargetResult,
  targetTable,
  thisMachine,
  today,
  writeResult,
} from '../result-file.ts';
import { compareFiles, exportSkills, type ImportedSkill, importSkills, type ReturnedFiles } from './move-corpus.ts';
import { unpackCorpus } from './skill-folders.ts';

const { values: options } = parseArgs({ options: { dry: { type: 'boolean', default: false } } });

const LEAST_IMPORTED = 0.988;
const LEAST_OF_EMBEDDING = 0.85;
const MODEL_SECONDS = 60;

const load = loadavg()[0] ?? 0;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
const isImported = ({ pattern_id: id }: ImportedSkill): boolean => id !== undefined && id !== '';

const isKnown = ({ pending }: ImportedSkill['findings'][number]): boolean => pending !== true;

interface Moved {
  readonly imported: readonly ImportedSkill[];
  readonly secondsByWords: number;
  readonly secondsByMeaning: number;
  readonly secondsOfExport: number;
  readonly returned: ReturnedFiles;
  readonly texts: readonly string[];
}

const move = async (source: string, folder: string): Promise<Moved> => {
  const dataDir = join(folder, 'data');
  await using core = await startCoreProcess(dataDir);
  await whenSettled(core.client);
  const begin = performance.now();
  const imported = await importSkills(dataDir, source);
  const secondsByWords = (performance.now() - begin) / 1_000;
  await whenSettled(core.client);
  const secondsByMeaning = (performance.now() - begin) / 1_000;
  const beginOfExport = performance.now();
  const folders = await exportSkills(dataDir, { imported, target: join(folder, 'out') });
  const secondsOfExport = (performance.now() - beginOfExport) / 1_000;
  const returned = await compareFiles(source, { imported, folders });
  return {
    imported,
    secondsByWords,
    secondsByMeaning,
    secondsOfExport,
    returned,
    texts: await sampleTexts(core.client),
  };
};

/** What no imported skill holds, links that lead nowhere among it. */
const leftOut = (source: string, { paths }: ReturnedFiles): readonly string[] =>
  readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .filter((path) => !paths.has(path));

const countBy = (values: readonly string[]): readonly (readonly string[])[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value, count]) => [value, String(count)]);
};

const embeddingAlone = async (texts: readonly string[]): Promise<number> => {
  const embedder = await createEmbedder({ modelDirs: [] });
  try {
    await embedder.whenReady(AbortSignal.timeout(MODEL_SECONDS * 1_000));
    return 1_000 / (await measureEmbedding(embedder, texts, 'passage')).mean;
  } finally {
    await embedder.close();
  }
};

const folder = mkdtempSync(join(tmpdir(), 'tmws-move-'));
try {
  mkdirSync(join(folder, 'out'));
  using corpus = unpackCorpus();
  const source = join(corpus.path, 'skills');
  const moved = await move(source, folder);
  const { imported, returned } = moved;
  const alone = await embeddingAlone(moved.texts);
  const kept = imported.filter(isImported).length;
  const perSecond = kept / moved.secondsByMeaning;
  const absent = leftOut(source, returned);
  const same = returned.compared - returned.differing.length;
  const verdict = (isMet: boolean): TargetResult['verdict'] => (isMet ? 'met' : 'not met');
  const targets: readonly TargetResult[] = [
    {
      what: 'real skills imported',
      target: `≥ ${100 * LEAST_IMPORTED} %`,
      measured: `${kept} of ${imported.length}, ${percent(kept, imported.length)}`,
      verdict: verdict(kept / imported.length >= LEAST_IMPORTED),
    },
    {
      what: 'files the same after export, by SHA-256 and mode',
      target: 'all',
      measured: `${same} of ${returned.compared}`,
      verdict: verdict(same === returned.compared),
    },
    {
      what: 'import of real skills, until all are found by meaning',
      target: `≥ ${LEAST_OF_EMBEDDING} × embedding alone`,
      measured: `${perSecond.toFixed(1)} skills a second, ${formatRatio(perSecond / alone)}`,
      verdict: verdict(perSecond / alone >= LEAST_OF_EMBEDDING),
    },
  ];
  const tables: readonly ResultTable[] = [
    {
      title: 'Real skills in and out',
      note: 'The bound is what a process embeds that does nothing else, names and descriptions of a sample of the same skills.',
      columns: ['what', 'seconds', 'skills a second', 'to the bound'],
      rows: [
        ['import, until found by words', moved.secondsByWords],
        ['import, until found by meaning', moved.secondsByMeaning],
        ['export', moved.secondsOfExport],
      ].map(([what, seconds]) => {
        const rate = kept / Number(seconds);
        return [String(what), Number(seconds).toFixed(1), rate.toFixed(1), formatRatio(rate / alone)];
      }),
    },
    {
      title: 'What became of them',
      note: 'A quarantined skill is stored as a draft until a person releases it.',
      columns: ['action', 'skills'],
      rows: countBy(imported.map(({ action }) => action)),
    },
    {
      title: 'Findings on them',
      note: 'How many skills have each finding, those left out that wait for an embedding.',
      columns: ['code', 'skills'],
      rows: countBy(imported.flatMap(({ findings }) => [...new Set(findings.filter(isKnown).map(({ code }) => code))])),
    },
  ];
  for (const table of [targetTable(targets), ...tables]) process.stdout.write(`${formatTable(table)}\n`);
  process.stdout.write(`\nEmbedding alone: ${alone.toFixed(1)} a second. In no skill: ${absent.length} files.\n`);
  for (const path of [...returned.differing, ...absent]) process.stdout.write(`  ${path}\n`);
  if (!options.dry) {
    const path = writeResult({
      benchmark: 'skills-corpus',
      title: 'Skills in and out',
      command: 'npx node bench/skills/corpus.ts',
      day: today(),
      machine: { ...thisMachine(), load: Number(load.toFixed(1)) },
      notes: [
        `The built core with the bundled model, \`tmws-migrate import\` and \`export\` as a user runs them. ${absent.length} files and links of the corpus belong to no imported skill.`,
        ...surroundingsNotes({ load, folders: 'new' }),
      ],
      targets,
      tables,
      figures: {
        skills: imported.length,
        kept,
        compared: returned.compared,
        same,
        leftOut: absent.length,
        perSecond,
        embeddingAlone: alone,
        secondsByWords: moved.secondsByWords,
        secondsByMeaning: moved.secondsByMeaning,
        secondsOfExport: moved.secondsOfExport,
      },
    });
    process.stdout.write(`\n${path}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
