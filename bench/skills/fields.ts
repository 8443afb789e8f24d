/**
 * Which of the specification's fields are found in real skills, and are they right? Reads the skills of
 * `../shared/corpus` with the importer's parser and, beside it, as the specification's converter does; then compares a
 * sample with what a person judged of each. Run in the repository's root; nothing need be built:
 *
 *     node --conditions=@tmws/source bench/skills/fields.ts [--unjudged | --show KEY | --found FIELD] [--dry]
 *
 * `--unjudged` prints the lines that `judgements.tsv` lacks, `--show` the fields of the sampled skills whose key begins
 * so, with their paths in the corpus, `--found` the digest of that field of each skill, to compare two runs. These write
 * no result.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { parseSkill } from '@tmws/skills';
import { formatTable, type ResultTable, thisMachine, today, writeResult } from '../result-file.ts';
import { type ExtractedFields, FIELD_NAMES, type FieldName, fieldsOf, fieldText } from './extracted-fields.ts';
import {
  type Correctness,
  correctnessOf,
  drawSamples,
  type JudgedField,
  judge,
  judgementLine,
  type SampledSkill,
} from './judgements.ts';
import { readSkillFolder, sha256, skillPathsBelow, unpackCorpus } from './skill-folders.ts';
import { convertAsSpecified } from './specification-converter.ts';

const { values: options } = parseArgs({
  options: {
    unjudged: { type: 'boolean', default: false },
    show: { type: 'string' },
    found: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});

interface ReadSkill extends SampledSkill {
  readonly specified: ExtractedFields;
}

const NO_FILE = new Uint8Array();
const load = loadavg()[0] ?? 0;
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);

const readAll = async (): Promise<readonly ReadSkill[]> => {
  using corpus = unpackCorpus();
  const skills: ReadSkill[] = [];
  for (const path of skillPathsBelow(corpus.path)) {
    const folder = await readSkillFolder(corpus.path, path);
    const named = folder.files.filter((file) => file.path.toLowerCase() === 'skill.md');
    const exact = named.find((file) => file.path === 'SKILL.md');
    skills.push({
      path,
      key: sha256((exact ?? named[0])?.content ?? NO_FILE),
      fields: fieldsOf(parseSkill(folder)),
      specified: convertAsSpecified(exact?.content ?? NO_FILE),
    });
  }
  return skills;
};

const skills = await readAll();

const foundTable = (): ResultTable => {
  const row = (name: string, isFilled: (fields: ExtractedFields) => boolean): readonly string[] => {
    const [ours, theirs] = [
      skills.filter((one) => isFilled(one.fields)),
      skills.filter((one) => isFilled(one.specified)),
    ];
    const both = ours.filter((one) => theirs.includes(one)).length;
    return [
      name,
      percent(ours.length / skills.length),
      percent(theirs.length / skills.length),
      String(both),
      String(ours.length - both),
      String(theirs.length - both),
    ];
  };
  const has =
    (name: FieldName) =>
    (fields: ExtractedFields): boolean =>
      fieldText(fields, name) !== '';
  return {
    title: 'Fields found in real skills',
    note: `Share of ${skills.length.toLocaleString('en')} real skills that have the field filled; then how many have it filled by both, by the importer alone, by the specification's converter alone.`,
    columns: ['field', 'importer', "the specification's converter", 'both', 'importer alone', 'converter alone'],
    rows: [
      ...FIELD_NAMES.map((name) => row(name, has(name))),
      row('any', (fields) => FIELD_NAMES.some((name) => has(name)(fields))),
      row('any but description', (fields) => FIELD_NAMES.some((name) => name !== 'description' && has(name)(fields))),
    ],
  };
};

const { seen, fresh } = drawSamples(skills);
const judged = { seen: judge(seen), fresh: judge(fresh) };

const correctness = (fields: readonly JudgedField[]): Readonly<Record<string, Correctness>> =>
  Object.fromEntries([
    ...FIELD_NAMES.map((name) => [name, correctnessOf(fields.filter(({ field }) => field === name))]),
    ['all', correctnessOf(fields)],
  ]);

const correctnessTable = (title: string, note: string, fields: readonly JudgedField[]): ResultTable => ({
  title,
  note,
  columns: [
    'field',
    'precision',
    'recall',
    'right',
    'wrong',
    'another part taken',
    'missed',
    'not there',
    'to be judged',
  ],
  rows: Object.entries(correctness(fields)).map(([name, { counts, precision, recall, unjudged }]) => [
    name,
    percent(precision),
    percent(recall),
    ...[counts.right, counts.wrong, counts.other, counts.missed, counts.none, unjudged].map(String),
  ]),
});

if (options.unjudged) {
  for (const one of [...judged.seen, ...judged.fresh])
    if (one.verdict === undefined) process.stdout.write(`${judgementLine(one)}\n`);
} else if (options.show !== undefined) {
  const wanted = options.show;
  for (const { key, path, fields } of [...seen, ...fresh].filter((skill) => skill.key.startsWith(wanted)))
    process.stdout.write(`${key}  ${path}\n${JSON.stringify(fields, null, 2)}\n`);
} else if (options.found !== undefined) {
  const name = FIELD_NAMES.find((field) => field === options.found);
  if (name === undefined) throw new Error(`No field: ${options.found}. Name one of ${FIELD_NAMES.join(', ')}.`);
  for (const { path, fields } of skills) {
    const text = fieldText(fields, name);
    process.stdout.write(`${path}\t${text === '' ? '-' : sha256(text)}\n`);
  }
} else {
  const tables = [
    foundTable(),
    correctnessTable(
      'Fields that are right, in skills that the importer was mended by',
      `${seen.length} skills drawn by lot, each field of each judged by reading the skill. Precision: of what was taken, the share that is right. Recall: of what is there, the share that was rightly taken. A value that has changed since it was judged counts as not judged.`,
      judged.seen,
    ),
    correctnessTable(
      'Fields that are right, in other skills',
      `${fresh.length} more skills, drawn and judged after that: what strangers' skills will show.`,
      judged.fresh,
    ),
  ];
  for (const table of tables) process.stdout.write(`${formatTable(table)}\n\n${table.note}\n`);
  if (!options.dry) {
    const path = writeResult({
      benchmark: 'skills-fields',
      title: 'Fields of skills',
      command: 'node --conditions=@tmws/source bench/skills/fields.ts',
      day: today(),
      machine: { ...thisMachine(), load: Number(load.toFixed(1)) },
      notes: [
        'The first values of the 60 skills showed faults that were then mended for all. Before, precision and recall on them were: description 97 and 97 %, when_to_use 100 and 44 %, steps 81 and 66 %, example 100 and 75 %.',
        "The specification's converter keeps sections of the second level by five fixed titles, of their lists the entries with a hyphen and the first numbered one, and never the frontmatter's description.",
      ],
      targets: [],
      tables,
      figures: { skills: skills.length, seen: correctness(judged.seen), fresh: correctness(judged.fresh) },
    });
    process.stdout.write(`\n${path}\n`);
  }
}
