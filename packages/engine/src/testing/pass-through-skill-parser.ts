import type { ParsedSkill, SkillFolder, SourceText } from '@tmws/domain';
import { decodeText } from '../indexing/pattern-texts.ts';
import type { SkillParser } from '../ports/skill-parser.ts';
import { scanSkill } from '../scan/scan-skill.ts';

const frontmatterValue = (skillText: string, key: string): string | undefined =>
  skillText
    .split('\n')
    .find((line) => line.startsWith(`${key}:`))
    ?.slice(key.length + 1)
    .trim();

const understand = (folder: SkillFolder): ParsedSkill => {
  const texts = folder.files.flatMap(({ path, content }): SourceText[] => {
    const text = decodeText(content);
    return text === undefined ? [] : [{ source: path, text }];
  });
  const skillText = texts.find(({ source }) => source === 'SKILL.md')?.text ?? '';
  return {
    name: [...folder.root.split('/'), ...folder.path.split('/')].filter((part) => part !== '').at(-1) ?? '',
    category: frontmatterValue(skillText, 'category') ?? 'skill',
    categoryFrom: frontmatterValue(skillText, 'category') === undefined ? 'default' : 'frontmatter',
    subcategory: undefined,
    tags: [],
    learningWeight: 5,
    version: frontmatterValue(skillText, 'version'),
    author: frontmatterValue(skillText, 'author'),
    patternData: { description: frontmatterValue(skillText, 'description') ?? '', pattern_content: skillText },
    texts,
    findings: [],
  };
};

/**
 * A parser that understands next to nothing: the folder's name, single-line `description`, `version`, `category` and
 * `author` of the SKILL.md, and all of its text as the pattern's content.
 */
export const createPassThroughSkillParser = (): SkillParser => ({
  parse: async (folder) => scanSkill(folder, understand(folder)),
  close: async () => undefined,
});
