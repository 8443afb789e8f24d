import {
  type JsonObject,
  type JsonValue,
  NO_CATEGORY,
  type ParsedSkill,
  type SkillFile,
  type SkillFinding,
  type SkillFolder,
} from '@tmws/domain';
import { checkSkillLimits } from './check-skill-limits.ts';
import { checkSkillPaths } from './check-skill-paths.ts';
import { chooseSkillFile } from './choose-skill-file.ts';
import { decodeSkillText, isBinary } from './decode-skill-text.ts';
import { createFindingList, type FindingList } from './finding-list.ts';
import { fitPatternData, type SkillPatternData } from './fit-pattern-data.ts';
import { readCategory } from './read-category.ts';
import { readFields, type SkillFields } from './read-fields.ts';
import { type Frontmatter, readFrontmatter } from './read-frontmatter.ts';
import { readMetadata } from './read-metadata.ts';
import { readName } from './read-name.ts';
import { occasionIn } from './read-occasion.ts';
import { readSections } from './read-sections.ts';
import { readTexts } from './read-texts.ts';

const WHEN_TO_USE_FIELDS = ['when_to_use', 'when-to-use'];

const textIn = (value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) ? value.filter((item: JsonValue) => typeof item === 'string').join('\n') : '';
};

const fieldText = (fields: JsonObject, keys: readonly string[]): string =>
  keys.map((key) => (Object.hasOwn(fields, key) ? textIn(fields[key]) : '')).find((text) => text !== '') ?? '';

const countLines = (text: string, end: number): number => text.slice(0, end).split(/\r\n|\n|\r/).length;

/** The section "Description", else the frontmatter's, else an overview or the first paragraph. */
const describe = (frontmatter: Frontmatter, fields: SkillFields, findings: FindingList): string => {
  const written = fieldText(frontmatter.fields, ['description']);
  const description = fields.description || written || fields.summary;
  if (written === '') {
    const source = fields.description === '' ? 'from the text' : 'from its section';
    findings.add('no_description', {
      text: 'The frontmatter has no description. Say in one what the skill does and when to use it.',
      done: description === '' ? 'Left the description empty.' : `Took the description ${source}.`,
    });
  }
  return description;
};

const readPatternData = (
  text: string,
  skill: { readonly frontmatter: Frontmatter; readonly migratedFrom: string },
  findings: FindingList,
): SkillPatternData => {
  const { frontmatter, migratedFrom } = skill;
  const body = text.slice(frontmatter.bodyStart);
  const firstLine = countLines(text, frontmatter.bodyStart);
  const fields = readFields(readSections(body, { firstLine, findings }));
  const description = describe(frontmatter, fields, findings);
  return {
    description,
    when_to_use: fields.when_to_use || fieldText(frontmatter.fields, WHEN_TO_USE_FIELDS) || occasionIn(description),
    steps: fields.steps,
    example: fields.example,
    expected_improvement: fields.expected_improvement,
    migrated_from: migratedFrom,
    original_frontmatter: frontmatter.fields,
    body,
  };
};

/** The skill file's path as the importer sees it, from the root of the import. */
const pathOf = (folder: SkillFolder, file: SkillFile): string =>
  [folder.root, folder.path, file.path]
    .filter((part) => part !== '' && part !== '.')
    .join('/')
    .replaceAll('\\', '/')
    .replaceAll(/\/{2,}/g, '/')
    .toWellFormed()
    .replaceAll('\0', '\uFFFD');

/** What a refused folder is reported as: its name and why. */
const refusedSkill = (folder: SkillFolder, findings: readonly SkillFinding[]): ParsedSkill => ({
  name: readName(folder, { fields: {}, hasFrontmatter: false }, createFindingList()),
  category: NO_CATEGORY,
  categoryFrom: 'default',
  subcategory: undefined,
  tags: [],
  learningWeight: 5,
  version: undefined,
  author: undefined,
  patternData: {},
  texts: [],
  findings,
});

const understand = (folder: SkillFolder, file: SkillFile, folderFindings: FindingList): ParsedSkill => {
  const findings = createFindingList(file.path);
  const text = decodeSkillText(file.content, findings);
  if (isBinary(file.content, text)) {
    findings.add('unreadable_skill_file', {
      text: 'The skill file is binary, not text. Save it as UTF-8.',
      done: 'Refused the skill.',
    });
    return refusedSkill(folder, [...folderFindings.all(), ...findings.all()]);
  }
  if (text.trim() === '') {
    findings.add('empty_skill', {
      text: 'The skill file has no text.',
      done: 'Made a pattern that has a name and nothing else.',
    });
  }
  const frontmatter = readFrontmatter(text, findings);
  const name = readName(folder, { fields: frontmatter.fields, hasFrontmatter: frontmatter.present }, findings);
  const migratedFrom = pathOf(folder, file);
  const data = readPatternData(text, { frontmatter, migratedFrom }, findings);
  const metadata = readMetadata(frontmatter.fields, findings);
  const texts = readTexts(folder.files, { file, text }, findings);
  return {
    name,
    ...metadata,
    ...readCategory(folder, metadata.category),
    patternData: fitPatternData(data, findings),
    texts,
    findings: [...folderFindings.all(), ...findings.all()],
  };
};

/** Whether a skill must not be stored: one of its findings is an error. */
export const isRefused = (skill: ParsedSkill): boolean =>
  skill.findings.some((finding) => finding.severity === 'error');

/**
 * Understands a skill folder as a pattern, leniently: what a person can read is read, each oddity is a finding, nothing
 * is thrown. A folder without a skill file, over the limits, or with an unsafe path is refused ({@link isRefused}): it
 * has a name, empty data and the errors among its findings. Pure, and slow for large texts (up to a second or two of
 * computing for hostile ones): call it off the event loop.
 */
export const parseSkill = (folder: SkillFolder): ParsedSkill => {
  const bytes = folder.files.reduce((sum, file) => sum + file.content.length, 0);
  const tooLarge = checkSkillLimits({ files: folder.files.length, bytes });
  if (tooLarge !== undefined) return refusedSkill(folder, [tooLarge]);
  const findings = createFindingList();
  checkSkillPaths(folder.files, findings);
  const file = chooseSkillFile(folder.files, findings);
  if (file === undefined) {
    findings.add('no_skill_file', {
      text: 'The folder has no SKILL.md. Add one, or import the folder that has it.',
      done: 'Refused the folder.',
    });
  }
  const refused = findings.all().some((finding) => finding.severity === 'error');
  return file === undefined || refused ? refusedSkill(folder, findings.all()) : understand(folder, file, findings);
};
