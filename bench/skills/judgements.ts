import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExtractedFields, FIELD_NAMES, type FieldName, fieldText } from './extracted-fields.ts';
import { sha256 } from './skill-folders.ts';

/**
 * What a person says of a field: `right`; `wrong`, the skill has no such part and something else was taken; `other`, it
 * has one and something else was taken; `missed`, it has one and nothing was taken; `none`, it has none and nothing was
 * taken.
 */
export const VERDICTS = ['right', 'wrong', 'other', 'missed', 'none'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A skill of the sample and what was found in it. */
export interface SampledSkill {
  /** SHA-256 of its skill file. */
  readonly key: string;
  readonly path: string;
  readonly fields: ExtractedFields;
}

/** A field of a sampled skill with its verdict; undefined where nobody has judged this value. */
export interface JudgedField {
  readonly skill: SampledSkill;
  readonly field: FieldName;
  readonly verdict: Verdict | undefined;
}

const FILE = join(import.meta.dirname, 'judgements.tsv');
const SEED = 'skills judged by hand';

/** Skills whose first values showed faults that were then mended. */
const SEEN = 60;

/** Skills drawn after that. */
const FRESH = 20;

/** The same skills each time, drawn by the digests of their files: those that were seen and those that were not. */
export const drawSamples = (
  skills: readonly SampledSkill[],
): { readonly seen: readonly SampledSkill[]; readonly fresh: readonly SampledSkill[] } => {
  const distinct = [...new Map(skills.map((skill) => [skill.key, skill])).values()];
  const drawn = distinct.map((skill) => ({ skill, lot: sha256(SEED + skill.key) }));
  const inOrder = drawn.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ skill }) => skill);
  return { seen: inOrder.slice(0, SEEN), fresh: inOrder.slice(SEEN, SEEN + FRESH) };
};

const digestOf = (skill: SampledSkill, field: FieldName): string => sha256(fieldText(skill.fields, field));

const isVerdict = (text: string): text is Verdict => VERDICTS.some((verdict) => verdict === text);

/** One line of the file of judgements, without its verdict where there is none. */
export const judgementLine = ({ skill, field, verdict }: JudgedField): string =>
  [skill.key, field, verdict ?? '?', digestOf(skill, field)].join('\t');

/**
 * The fields of a sample with their verdicts, as the file has them; a verdict on another value does not count.
 *
 * @throws Error where the file holds what is no verdict
 */
export const judge = (sample: readonly SampledSkill[]): readonly JudgedField[] => {
  const [, ...lines] = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const verdicts = new Map<string, Verdict>();
  for (const line of lines) {
    const [key, field, verdict = '', digest] = line.split('\t');
    if (!isVerdict(verdict)) throw new Error(`No verdict: ${line}. Give one of ${VERDICTS.join(', ')}.`);
    verdicts.set([key, field, digest].join(), verdict);
  }
  return sample.flatMap((skill) =>
    FIELD_NAMES.map((field) => ({
      skill,
      field,
      verdict: verdicts.get([skill.key, field, digestOf(skill, field)].join()),
    })),
  );
};

/** How well a field is found. NaN where there is nothing to divide by. */
export interface Correctness {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of what was taken, the share that is right. */
  readonly precision: number;
  /** Of what is there, the share that was rightly taken. */
  readonly recall: number;
  /** Values that nobody has judged. */
  readonly unjudged: number;
}

/** Counts the verdicts on one field, or on all together. */
export const correctnessOf = (judged: readonly JudgedField[]): Correctness => {
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  const counts = {
    right: count('right'),
    wrong: count('wrong'),
    other: count('other'),
    missed: count('missed'),
    none: count('none'),
  };
  const { right, wrong, other, missed } = counts;
  return {
    counts,
    precision: right / (right + wrong + other),
    recall: right / (right + other + missed),
    unjudged: judged.filter(({ verdict }) => verdict === undefined).length,
  };
};
