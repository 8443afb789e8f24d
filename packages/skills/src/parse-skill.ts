import type { JsonObject, ParsedSkill, SkillFile, SkillFinding, SkillFolder, SourceText } from '@tmws/domain';
import { LIMITS } from '@tmws/domain';
import { decodeText, isText } from './decode-text.ts';
import { toFinding } from './finding-codes.ts';
import { fitPatternData } from './fit-pattern-data.ts';
import { splitSkillFile } from './frontmatter.ts';
import { readSections, type Sections } from './sections.ts';
import { readSkillFields } from './skill-fields.ts';

/** The name of the file that makes a folder a skill, in lower case. */
const SKILL_FILE = 'skill.md';
/** Bodies beyond this, in characters, are kept without reading their headings. */
const LONGEST_READ_BODY = 400_000;
const LARGEST_TEXT_FILE = 1024 * 1024;
const NO_SECTIONS: Sections = { texts: {}, isDescribed: false, steps: [], firstParagraph: '' };

/** The SKILL.md of a folder, in any case; SKILL.md itself before other spellings. */
const findSkillFile = (
  files: readonly SkillFile[],
): { readonly file: SkillFile | undefined; readonly findings: readonly SkillFinding[] } => {
  const named = files.filter((file) => file.path.toLowerCase() === SKILL_FILE);
  const file = named.find((candidate) => candidate.path === 'SKILL.md') ?? named[0];
  if (file === undefined) return { file, findings: [] };
  const several = named.map((candidate) => candidate.path).join(', ');
  return {
    file,
    findings: [
      ...(named.length > 1
        ? [
            toFinding('several_skill_files', {
              file: file.path,
              text: `The folder has ${several}.`,
              done: `${file.path} was read; all are kept.`,
            }),
          ]
        : []),
      ...(file.path === 'SKILL.md'
        ? []
        : [toFinding('skill_file_name', { file: file.path, done: 'Read as SKILL.md.' })]),
    ],
  };
};

const nameOf = (folder: SkillFolder): { readonly name: string; readonly findings: readonly SkillFinding[] } => {
  const last =
    (folder.path.split('/').at(-1) || folder.root.split('/').findLast((part) => part !== '' && part !== '.')) ?? '';
  const name = [...last.normalize('NFC').replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '')]
    .slice(0, LIMITS.patternName)
    .join('')
    .trim();
  const usable = name === '' || name === '..' ? 'skill' : name;
  if (usable === last) return { name: usable, findings: [] };
  const isSpelling = usable === last.normalize('NFC');
  return { name: usable, findings: isSpelling ? [] : [toFinding('name_changed', { done: `Named "${usable}".` })] };
};

const caseClashes = (files: readonly SkillFile[]): readonly SkillFinding[] => {
  const byLowerCase = Map.groupBy(files, (file) => file.path.toLowerCase());
  return [...byLowerCase.values()]
    .filter((group) => group.length > 1)
    .map((group) =>
      toFinding('names_differ_in_case', {
        file: group[0]?.path ?? '',
        text: `The names ${group.map((file) => file.path).join(', ')} differ in upper and lower case only.`,
        done: 'All are kept; on some systems only one of them can be written back.',
      }),
    );
};

const textsOf = (
  files: readonly SkillFile[],
  skillFile: { readonly path: string; readonly text: string } | undefined,
): readonly SourceText[] =>
  files.flatMap((file) => {
    if (file.path === skillFile?.path) return [{ source: file.path, text: skillFile.text }];
    if (file.content.length > LARGEST_TEXT_FILE || !isText(file.content)) return [];
    return [{ source: file.path, text: decodeText(file.path, file.content).text }];
  });

const textField = (frontmatter: JsonObject, key: string): string => {
  const value = frontmatter[key];
  return typeof value === 'string' ? value.trim() : '';
};

const descriptionFrom = (
  file: string,
  frontmatter: JsonObject,
  sections: Sections,
): { readonly description: string; readonly findings: readonly SkillFinding[] } => {
  const ofSection = sections.texts.description ?? '';
  const described = (sections.isDescribed ? ofSection : '') || textField(frontmatter, 'description') || ofSection;
  if (described !== '') return { description: described, findings: [] };
  const done = sections.firstParagraph === '' ? 'Left empty.' : 'The first paragraph was taken.';
  return { description: sections.firstParagraph, findings: [toFinding('no_description', { file, done })] };
};

const unread = (file: string): { readonly sections: Sections; readonly findings: readonly SkillFinding[] } => ({
  sections: NO_SECTIONS,
  findings: [toFinding('structure_not_read', { file, done: 'The text is kept and searched as a whole.' })],
});

const bodySections = (file: string, body: string): ReturnType<typeof unread> => {
  if (body.length > LONGEST_READ_BODY) return unread(file);
  try {
    return { sections: readSections(body), findings: [] };
  } catch (error) {
    // Quotes nested thousands deep exhaust the stack of the Markdown library's visitors.
    if (error instanceof RangeError) return unread(file);
    throw error;
  }
};

const withoutSkillFile = (folder: SkillFolder, findings: readonly SkillFinding[]): ParsedSkill => {
  const { name, findings: ofName } = nameOf(folder);
  return {
    name,
    category: 'general',
    subcategory: undefined,
    tags: [],
    learningWeight: 5,
    version: undefined,
    author: undefined,
    patternData: {},
    texts: textsOf(folder.files, undefined),
    findings: [...findings, ...ofName],
  };
};

/**
 * Understands a skill folder as a pattern: its fields, its texts, and a finding for each oddity. Never throws for what a
 * folder can hold; a folder without a readable SKILL.md has an `error` finding.
 */
export const parseSkill = (folder: SkillFolder): ParsedSkill => {
  const { file, findings: ofFile } = findSkillFile(folder.files);
  if (file === undefined)
    return withoutSkillFile(folder, [
      toFinding('no_skill_file', { text: `${folder.path || folder.root} has no SKILL.md.`, done: 'Not imported.' }),
    ]);
  const { text, findings: ofText } = decodeText(file.path, file.content);
  const { frontmatter, body, findings: ofFrontmatter } = splitSkillFile(file.path, text);
  const { sections, findings: ofBody } = bodySections(file.path, body);
  const { description, findings: ofDescription } = descriptionFrom(file.path, frontmatter, sections);
  const { name, findings: ofName } = nameOf(folder);
  const fields = readSkillFields(file.path, frontmatter);
  const declaredName = textField(frontmatter, 'name');
  const mismatch =
    declaredName === '' || declaredName === name
      ? []
      : [
          toFinding('name_mismatch', {
            file: file.path,
            text: `The frontmatter names it "${declaredName}", the folder "${name}".`,
            done: 'The name of the folder was taken.',
          }),
        ];
  const { patternData, findings: ofData } = fitPatternData(file.path, {
    description,
    when_to_use: sections.texts.when_to_use ?? '',
    steps: sections.steps,
    example: sections.texts.example ?? '',
    expected_improvement: sections.texts.expected_improvement ?? '',
    migrated_from: [folder.root, folder.path, file.path]
      .filter((part) => part !== '')
      .join('/')
      .replaceAll('\\', '/')
      .replaceAll(/\/{2,}/g, '/'),
    original_frontmatter: frontmatter,
    body,
  });
  return {
    name,
    category: fields.category,
    subcategory: fields.subcategory,
    tags: fields.tags,
    learningWeight: fields.learningWeight,
    version: fields.version,
    author: fields.author,
    patternData,
    texts: textsOf(folder.files, { path: file.path, text }),
    findings: [
      ...ofFile,
      ...ofText,
      ...ofFrontmatter,
      ...ofBody,
      ...ofDescription,
      ...ofName,
      ...mismatch,
      ...fields.findings,
      ...ofData,
      ...caseClashes(folder.files),
    ],
  };
};
