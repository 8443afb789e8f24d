import type { SkillFinding } from '@tmws/domain';
import { createFindingList, type FindingList } from './finding-list.ts';
import { LONGEST_COMPATIBILITY, LONGEST_DESCRIPTION, STANDARD_FIELDS } from './standard-rules.ts';
import { readStrictYaml, type StrictField } from './strict-yaml.ts';

/** A skill folder as far as the standard rules it. */
export interface SkillCandidate {
  readonly folderName: string;
  /** Content of its SKILL.md or skill.md; undefined: it has neither. */
  readonly skillFile: Uint8Array | undefined;
}

/** Whether the official validator takes a skill, and why not. */
export interface SkillVerdict {
  readonly valid: boolean;
  readonly findings: readonly SkillFinding[];
}

const SKILL_FILE = 'SKILL.md';
const DELIMITER = '---';
const LONGEST_FRONTMATTER = 64 * 1024;
const LONGEST_NAME = 64;

/** So much of a text is shown in a finding. */
const SHOWN = 100;

const lengthOf = (text: string): number => [...text].length;

const shown = (text: string): string => JSON.stringify([...text].slice(0, SHOWN).join('').toWellFormed());

/** Without spaces at its ends, of which a byte order mark is none. */
const stripped = (text: string): string =>
  text.replace(/^[^\S\uFEFF]+|[^\S\uFEFF]+$/gu, '').replace(/^\x85+|\x85+$/g, '');

const decode = (content: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content).replaceAll(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
};

interface Report {
  readonly findings: FindingList;
  /** Notes a broken rule. */
  readonly broken: (code: Parameters<FindingList['add']>[0], text: string, line?: number) => void;
}

const checkName = (field: StrictField, folderName: string, { broken, findings }: Report): void => {
  const { line } = field;
  const name = stripped(field.text ?? '').normalize('NFKC');
  if (name === '') {
    broken('rule_name', 'The name is empty or no text. Give the name of the folder.', line);
    return;
  }
  const rules: readonly (readonly [boolean, string])[] = [
    [lengthOf(name) <= LONGEST_NAME, `has ${lengthOf(name)} characters; at most ${LONGEST_NAME} are allowed`],
    [name === name.toLowerCase(), 'has capitals'],
    [!name.startsWith('-') && !name.endsWith('-'), 'begins or ends with a hyphen'],
    [!name.includes('--'), 'has two hyphens in a row'],
    [/^[\p{L}\p{N}-]+$/u.test(name), 'has characters other than letters, digits and hyphens'],
    [name === folderName.normalize('NFKC'), `is not the folder's, ${shown(folderName)}`],
  ];
  for (const [isKept, text] of rules) if (!isKept) broken('rule_name', `The name ${shown(name)} ${text}.`, line);
  if (/[^\0-\x7F]/u.test(name)) {
    const text = `The name ${shown(name)} has letters beyond a to z; some tools refuse it.`;
    findings.add('name_not_ascii', { line, text, done: '' });
  }
};

const checkDescription = ({ text = '', line }: StrictField, { broken, findings }: Report): void => {
  const length = lengthOf(text);
  if (stripped(text) === '') {
    broken(
      'rule_description',
      'The description is empty or no text. Say what the skill does and when to use it.',
      line,
    );
  } else if (length > LONGEST_DESCRIPTION) {
    const most = `at most ${LONGEST_DESCRIPTION} are allowed. Shorten it`;
    broken('rule_description', `The description has ${length} characters; ${most}.`, line);
  }
  if (/[<>]/.test(text)) {
    findings.add('angle_brackets', { line, text: 'The description has < or >; some tools refuse it.', done: '' });
  }
};

const checkCompatibility = ({ text, line }: StrictField, { broken }: Report): void => {
  if (text === undefined) broken('rule_compatibility', 'The compatibility is no text. Write one.', line);
  else if (lengthOf(text) > LONGEST_COMPATIBILITY) {
    const most = `at most ${LONGEST_COMPATIBILITY} are allowed. Shorten it`;
    broken('rule_compatibility', `The compatibility has ${lengthOf(text)} characters; ${most}.`, line);
  }
};

const checkFields = (fields: readonly StrictField[], folderName: string, report: Report): void => {
  const { broken } = report;
  const byName = new Map(fields.map((field) => [field.name, field]));
  for (const { name, line } of fields.filter(({ name }) => !STANDARD_FIELDS.includes(name))) {
    broken('rule_fields', `The standard knows no field ${shown(name)}. Put it under metadata.`, line);
  }
  const name = byName.get('name');
  if (name === undefined) broken('rule_name', 'The frontmatter has no name. Give the name of the folder.');
  else checkName(name, folderName, report);
  const description = byName.get('description');
  if (description === undefined) {
    broken('rule_description', 'The frontmatter has no description. Say what the skill does and when to use it.');
  } else checkDescription(description, report);
  const compatibility = byName.get('compatibility');
  if (compatibility !== undefined) checkCompatibility(compatibility, report);
};

const checkFile = ({ folderName, skillFile }: SkillCandidate, report: Report): void => {
  const { broken } = report;
  if (skillFile === undefined) {
    broken('rule_skill_file', 'The folder has no SKILL.md. Add one.');
    return;
  }
  const text = decode(skillFile);
  if (text === undefined) {
    broken('rule_skill_file', 'The skill file is not UTF-8. Save it as such.');
    return;
  }
  if (!text.startsWith(DELIMITER)) {
    broken('rule_frontmatter', 'The skill file does not begin with three hyphens, nothing before them.', 1);
    return;
  }
  // The official validator ends it at the next three hyphens, wherever they stand.
  const end = text.indexOf(DELIMITER, DELIMITER.length);
  if (end < 0) {
    broken('rule_frontmatter', 'The frontmatter does not end with three hyphens.', 1);
    return;
  }
  const frontmatter = text.slice(DELIMITER.length, end);
  if (frontmatter.length > LONGEST_FRONTMATTER) {
    broken('rule_frontmatter', `The frontmatter has more than ${LONGEST_FRONTMATTER} characters. Shorten it.`, 1);
    return;
  }
  const reading = readStrictYaml(frontmatter);
  if (reading.kind === 'refused') {
    broken(
      'rule_frontmatter',
      `The frontmatter is not YAML as the standard takes it: ${reading.problem}`,
      reading.line,
    );
    return;
  }
  checkFields(reading.fields, folderName, report);
};

/**
 * Judges a skill by the rules of agentskills.io as its official validator, `skills-ref`, applies them; what that takes
 * and other tools refuse is a warning. Only frontmatter above 64 Ki characters, which is refused unread, may be judged
 * otherwise. Pure.
 */
export const validateSkill = (candidate: SkillCandidate): SkillVerdict => {
  const findings = createFindingList(SKILL_FILE);
  let valid = true;
  const broken: Report['broken'] = (code, text, line) => {
    valid = false;
    findings.add(code, { file: candidate.skillFile === undefined ? '' : SKILL_FILE, line, text, done: '' });
  };
  checkFile(candidate, { findings, broken });
  return { valid, findings: findings.all() };
};
