/**
 * What does the safety scan find, and what does it take? Scans the real skills of `../shared/corpus` and the samples of
 * its own tests, and prints the hits of each rule, the share of skills that it would quarantine, its recall and its
 * throughput. Run in the repository's root; nothing need be built:
 *
 *     node --conditions=@tmws/source bench/scan/run.ts [--rounds 3] [--show RULE] [--dry]
 *
 * `--show` prints what a rule, or a family such as `secret`, found where, and writes no result.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SCAN_KINDS, type ScanHit, scanTexts } from '@tmws/domain';
import {
  HARMLESS,
  HOSTILE_DOWNLOADS,
  HOSTILE_INJECTIONS,
  HOSTILE_SECRETS,
  HOSTILE_UNICODE,
} from '@tmws/domain/scan-samples';
import { formatTable, type ResultTable, targetTable, thisMachine, today, writeResult } from '../result-file.ts';
import { readCorpus } from './corpus.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    show: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});

const MEGABYTE = 1e6;
/** More than this share of honest skills in quarantine, and people would release without reading. */
const MOST_FLAGGED = 0.02;

const load = loadavg()[0] ?? 0;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

const skills = readCorpus(join(import.meta.dirname, '../../../shared/corpus/skills.tar.xz'));
const bytes = skills.flatMap(({ texts }) => texts).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

const scanAll = (): ReadonlyMap<string, readonly ScanHit[]> =>
  new Map(skills.map(({ path, texts }) => [path, scanTexts(texts)]));

/** Processor time, so that other programs on the machine do not count. */
const timed = (): number => {
  const begin = process.cpuUsage();
  scanAll();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000;
};

const found = scanAll();
const milliseconds = Math.min(...Array.from({ length: Number(options.rounds) }, timed));
const throughput = bytes / MEGABYTE / (milliseconds / 1_000);

const samples = [...HOSTILE_SECRETS, ...HOSTILE_INJECTIONS, ...HOSTILE_UNICODE, ...HOSTILE_DOWNLOADS].map(
  ({ rule, text }) => ({
    rule,
    isFound: scanTexts([{ source: 'SKILL.md', text }]).some(({ ruleId }) => ruleId === rule),
  }),
);
const mistaken = HARMLESS.filter((text) => scanTexts([{ source: 'SKILL.md', text }]).length > 0);

const hits = [...found.values()].flat();
const flagged = [...found.values()].filter((some) => some.length > 0).length;
const rules = [...new Set([...samples.map(({ rule }) => rule), ...hits.map(({ ruleId }) => ruleId)])].toSorted();

const row = (name: string, holds: (rule: string) => boolean): readonly string[] => {
  const skillsOf = [...found.values()].filter((some) => some.some(({ ruleId }) => holds(ruleId))).length;
  const own = samples.filter(({ rule }) => holds(rule));
  return [
    name,
    String(hits.filter(({ ruleId }) => holds(ruleId)).length),
    String(skillsOf),
    percent(skillsOf, skills.length),
    `${own.filter(({ isFound }) => isFound).length} of ${own.length}`,
  ];
};

const table: ResultTable = {
  title: 'Rules of the safety scan',
  note: `Hits on ${skills.length.toLocaleString('en')} real skills (${(bytes / MEGABYTE).toFixed(1)} MB of text), and how many of the samples written for a rule it finds. The rules were tuned on both, so neither is what a stranger's skills would show.`,
  columns: ['rule', 'hits', 'skills', 'share of skills', 'hostile samples found'],
  rows: [...rules.map((rule) => row(rule, (one) => one === rule)), row('all', () => true)],
};

const targets = [
  {
    what: 'real skills that an import would quarantine',
    target: `≤ ${percent(MOST_FLAGGED, 1)}`,
    measured: percent(flagged, skills.length),
    verdict: flagged / skills.length <= MOST_FLAGGED ? ('met' as const) : ('not met' as const),
  },
  {
    what: 'harmless look-alikes that are flagged',
    target: '0',
    measured: `${mistaken.length} of ${HARMLESS.length}`,
    verdict: mistaken.length === 0 ? ('met' as const) : ('not met' as const),
  },
];

for (const shown of [targetTable(targets), table]) process.stdout.write(`${formatTable(shown)}\n`);
process.stdout.write(
  `\n${table.note}\n\n${throughput.toFixed(1)} MB for a second of processor time, kinds: ${SCAN_KINDS.join(', ')}\n`,
);

if (options.show !== undefined) {
  for (const { path, texts } of skills)
    for (const { ruleId, source, line } of found.get(path) ?? []) {
      if (!ruleId.startsWith(options.show)) continue;
      const text =
        texts
          .find((one) => one.source === source)
          ?.text.split('\n')
          [line - 1]?.trim() ?? '';
      process.stdout.write(`${ruleId}  ${path}/${source}:${line}  ${text.slice(0, 160)}\n`);
    }
} else if (!options.dry) {
  const path = writeResult({
    benchmark: 'scan',
    title: 'Safety scan',
    command: 'node --conditions=@tmws/source bench/scan/run.ts',
    day: today(),
    machine: { ...thisMachine(), load: Number(load.toFixed(1)) },
    notes: [`It takes a second of processor time for ${throughput.toFixed(1)} MB of text, all rules together.`],
    targets,
    tables: [table],
    figures: {
      skills: skills.length,
      flagged,
      bytes,
      throughput,
      hostile: samples.length,
      harmless: HARMLESS.length,
    },
  });
  process.stdout.write(`\n${path}\n`);
}
