import type { ExtractedFields } from './extracted-fields.ts';

/** Three hyphens or more on a line, as the library that it reads frontmatter with has them. */
const BOUNDARY = /^-{3,}\s*$/gmu;

const withoutFrontmatter = (text: string): string => {
  const [first, second] = text.matchAll(BOUNDARY);
  if (first?.index !== 0 || second === undefined) return text;
  return text.slice(second.index + second[0].length).trim();
};

const SECTION_MARK = '## ';

const sectionsOf = (content: string): ReadonlyMap<string, string> => {
  const sections = new Map<string, string>();
  let title = '';
  let lines: string[] = [];
  const close = (): void => {
    if (title !== '') sections.set(title, lines.join('\n').trim());
  };
  for (const line of content.split('\n')) {
    if (line.startsWith(SECTION_MARK)) {
      close();
      title = line.slice(SECTION_MARK.length).trim();
      lines = [];
    } else lines.push(line);
  }
  close();
  return sections;
};

const listOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.trim().startsWith('-') || line.trim().startsWith('1.'))
    .map((line) => line.replaceAll(/^[- ]+|[- ]+$/g, '').trim());

/**
 * What the specification's own converter finds in a skill file, by the rules of its published program. Kinder than that
 * in one thing: broken YAML ends the program, and here its sections count all the same. A file that is not UTF-8 ends it
 * too, and has no fields here.
 */
export const convertAsSpecified = (skillFile: Uint8Array): ExtractedFields => {
  const sections = (() => {
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(skillFile);
      return sectionsOf(withoutFrontmatter(text.replaceAll('\r\n', '\n').trim()));
    } catch {
      return new Map<string, string>();
    }
  })();
  const textOf = (title: string): string => sections.get(title) ?? '';
  return {
    description: textOf('Description'),
    when_to_use: textOf('When to Use'),
    steps: listOf(textOf('Steps')),
    example: textOf('Example'),
    expected_improvement: textOf('Expected Improvement'),
  };
};
