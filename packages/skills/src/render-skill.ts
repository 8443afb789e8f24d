import { isJsonObject, type JsonObject, type JsonValue, type Pattern, type SkillFinding } from '@tmws/domain';
import { decodeSkillText } from './decode-skill-text.ts';
import { createFindingList, type FindingList } from './finding-list.ts';
import { portableFields } from './portable-metadata.ts';
import { readFrontmatter } from './read-frontmatter.ts';
import { folderName, type NameList, portableName } from './skill-names.ts';
import { writeFrontmatter } from './write-frontmatter.ts';
import { fencedJson, missingFrom, writeSections, writeTitle } from './write-markdown.ts';

/** A pattern and its files, to be made a folder of. */
export interface SkillToRender {
  readonly pattern: Pattern;
  /** The stored files. */
  readonly files: readonly { readonly path: string; readonly mode: number }[];
  /** Content of the stored SKILL.md while it says what the pattern says. */
  readonly skillFile: Uint8Array | undefined;
  /** ORIGINAL: the stored files as they are. PORTABLE: as the official validator takes it. */
  readonly form: 'ORIGINAL' | 'PORTABLE';
}

/** A file of a folder: a stored one, or one that was made. */
export type RenderedFile =
  | { readonly kind: 'stored'; readonly path: string }
  | { readonly kind: 'made'; readonly path: string; readonly mode: number; readonly content: Uint8Array };

/** A skill folder. */
export interface RenderedSkill {
  readonly name: string;
  readonly files: readonly RenderedFile[];
  /** What the form could not hold as it was. */
  readonly findings: readonly SkillFinding[];
}

const SKILL_FILE = 'SKILL.md';
const FILE_MODE = 0o644;
const LONGEST_DESCRIPTION = 1_024;
const LISTED_FIELDS = 50;

/** Looked at in this order for what a pattern is for. */
const DESCRIBING = ['description', 'when_to_use', 'problem', 'solution', 'pattern_content'];

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Its beginning, no character cut in two. */
const cut = (line: string): string => {
  const last = line.codePointAt(LONGEST_DESCRIPTION - 2) ?? 0;
  return `${line.slice(0, LONGEST_DESCRIPTION - (last > 0xffff ? 2 : 1)).trimEnd()}…`;
};

/** 1–1,024 characters in one line without angle brackets. */
const describe = (pattern: Pattern, findings: FindingList): string => {
  const written = DESCRIBING.map((key) => textOf(pattern.patternData[key])).find((text) => oneLine(text) !== '');
  const line = oneLine(written ?? `A pattern named ${pattern.patternName}.`)
    .replaceAll('<', '‹')
    .replaceAll('>', '›');
  const description = line.length > LONGEST_DESCRIPTION ? cut(line) : line;
  if (description !== textOf(pattern.patternData.description)) {
    findings.add('description_changed', {
      file: SKILL_FILE,
      text: 'The description is not 1 to 1,024 characters in one line without < and >.',
      done: 'Wrote one that is.',
    });
  }
  return description;
};

/** The data but what has a place of its own. */
const fieldsOf = ({ patternData }: Pattern): JsonObject => {
  const { body, migrated_from: migratedFrom, original_frontmatter: frontmatter, ...fields } = patternData;
  return {
    ...fields,
    ...(body === undefined || typeof body === 'string' ? {} : { body }),
    ...(migratedFrom === undefined || typeof migratedFrom === 'string' ? {} : { migrated_from: migratedFrom }),
    ...(frontmatter === undefined || isJsonObject(frontmatter) ? {} : { original_frontmatter: frontmatter }),
  };
};

const storedBody = (skillFile: Uint8Array): string => {
  const text = decodeSkillText(skillFile, createFindingList());
  return text.slice(readFrontmatter(text, createFindingList()).bodyStart);
};

/** What an import finds again in the body that it made them of. */
const FIELDS_OF_BODY = ['when_to_use', 'steps', 'example', 'expected_improvement'];

interface Body {
  readonly text: string;
  /** Fields that an import does not find again as they are. */
  readonly moved: readonly string[];
}

const isNothing = (value: JsonValue | undefined): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0);

const bodyOf = ({ pattern, skillFile }: SkillToRender): Body => {
  const { patternData } = pattern;
  const fields = fieldsOf(pattern);
  const known = [...FIELDS_OF_BODY, 'description', 'body'];
  const others = Object.keys(patternData).filter((key) => !known.includes(key));
  if (skillFile !== undefined) return { text: storedBody(skillFile), moved: others };
  const body = textOf(patternData.body);
  const isAuthored = body.trim() === '';
  const added = isAuthored ? fields : missingFrom(body, fields);
  const moved = known.filter((key) => key !== 'description' && Object.hasOwn(added, key) && !isNothing(added[key]));
  if (isAuthored) {
    const title = `\n${writeTitle(pattern.patternName)}\n`;
    return { text: `${title}\n${writeSections(fields)}`, moved: [...moved, ...others] };
  }
  if (Object.keys(added).length === 0) return { text: body, moved: others };
  const changed = ['body', ...Object.keys(added).filter((key) => key === 'description'), ...moved, ...others];
  return { text: `${body.trimEnd()}\n\n${writeSections(added)}`, moved: changed };
};

const reportMoved = (moved: readonly string[], findings: FindingList): void => {
  if (moved.length === 0) return;
  const names = moved.slice(0, LISTED_FIELDS).map((key) => JSON.stringify(key));
  const rest = moved.length > LISTED_FIELDS ? ` and ${moved.length - LISTED_FIELDS} more` : '';
  findings.add('field_moved', {
    file: SKILL_FILE,
    text: `An import does not find these fields as they are: ${names.join(', ')}${rest}.`,
    done: 'Wrote them to the metadata and the body, empty ones left out.',
  });
};

const skillFileText = (skill: SkillToRender, name: string, findings: FindingList): string => {
  const description = describe(skill.pattern, findings);
  const { rest, ...fields } = portableFields(skill.pattern, { name, description }, findings);
  const body = bodyOf(skill);
  reportMoved(body.moved, findings);
  const moved = Object.keys(rest).length === 0 ? '' : `\n\n## Original frontmatter\n\n${fencedJson(rest)}\n`;
  return `${writeFrontmatter({ name, description, ...fields })}${body.text.toWellFormed()}${moved}`;
};

const portable = (skill: SkillToRender, name: string): RenderedSkill => {
  const findings = createFindingList();
  const { pattern, files } = skill;
  if (name !== pattern.patternName) {
    findings.add('name_not_portable', {
      text: `The name "${pattern.patternName}" is not one of lower-case ASCII letters, digits and hyphens, or is taken.`,
      done: `Named the skill "${name}"; its metadata keeps the other.`,
    });
  }
  const isSkillFile = ({ path }: { readonly path: string }): boolean => path.toLowerCase() === SKILL_FILE.toLowerCase();
  const spellings = files.filter(isSkillFile);
  for (const { path } of spellings.slice(1)) {
    findings.add('skill_file_replaced', {
      file: path,
      text: 'The folder holds the skill file in several spellings.',
      done: 'Exported one, as SKILL.md.',
    });
  }
  const content = new TextEncoder().encode(skillFileText(skill, name, findings));
  const stored = files.filter((file) => !isSkillFile(file)).map(({ path }): RenderedFile => ({ kind: 'stored', path }));
  return {
    name,
    files: [{ kind: 'made', path: SKILL_FILE, mode: FILE_MODE, content }, ...stored],
    findings: findings.all(),
  };
};

const original = ({ pattern, files }: SkillToRender, name: string): RenderedSkill => {
  const findings = createFindingList();
  if (name !== pattern.patternName) {
    findings.add('name_changed', {
      text: `No folder can be named "${pattern.patternName}" everywhere, or another one is.`,
      done: `Named the folder "${name}".`,
    });
  }
  const stored = files.map(({ path }): RenderedFile => ({ kind: 'stored', path }));
  return { name, files: stored, findings: findings.all() };
};

/**
 * Makes a skill folder of a pattern, the same one each time. Its name is unlike any that `names` gave before; nothing of
 * the pattern is left out but what a finding tells.
 */
export const renderSkill = (skill: SkillToRender, names: NameList): RenderedSkill => {
  const { patternName, id } = skill.pattern;
  return skill.form === 'ORIGINAL'
    ? original(skill, names.take(folderName(patternName, id)))
    : portable(skill, names.take(portableName(patternName, id)));
};
