import type { FindingList } from './finding-list.ts';
import { type TextLine, textLines } from './text-lines.ts';
import { yamlKeyLine } from './yaml-key-line.ts';

/** The part of a skill file that is meant as YAML. */
export interface FrontmatterBlock {
  /** The lines between the delimiters. */
  readonly lines: readonly TextLine[];
  /** Number of the first of them in the file, from 1. */
  readonly firstLine: number;
  /** Offset at which the body begins; 0 where the frontmatter stands inside it. */
  readonly bodyStart: number;
}

/** Frontmatter is looked for in so many first lines. */
const SEARCHED_LINES = 20;

/** Frontmatter is looked for in so many lines from where it opens: the YAML that is read has at most 64 KiB. */
const LONGEST_BLOCK = 32_768;

const isOpening = (line: TextLine | undefined): boolean => line?.text.trimEnd() === '---';
const isClosing = (line: TextLine): boolean => line.text.trimEnd() === '---' || line.text.trimEnd() === '...';
const isBlank = (line: TextLine | undefined): boolean => line?.text.trim() === '';

const firstLines = (text: string): readonly TextLine[] => {
  const lines: TextLine[] = [];
  for (const line of textLines(text)) {
    lines.push(line);
    if (lines.length === SEARCHED_LINES + LONGEST_BLOCK) break;
  }
  return lines;
};

/** Whether a line could belong to a mapping: a key, something indented, an entry of a list, a blank, a comment. */
const looksLikeYaml = (line: TextLine, before: TextLine | undefined): boolean => {
  const { text } = line;
  if (isBlank(line) || text.startsWith(' ') || text.startsWith('\t') || text.startsWith('- ')) return true;
  return text.startsWith('#') ? !isBlank(before) : yamlKeyLine(text) !== undefined;
};

/**
 * How many lines of a block are YAML where the block has no end of its own: up to the first line that cannot be, or to
 * a `#` after a blank line, which is a heading there.
 */
const yamlLength = (lines: readonly TextLine[]): number => {
  const end = lines.findIndex((line, index) => !looksLikeYaml(line, lines[index - 1]));
  let length = end < 0 ? lines.length : end;
  while (length > 0 && isBlank(lines[length - 1])) length -= 1;
  return length;
};

/** Index of the first heading that follows a blank line and a key, where broken YAML most likely ended. */
const headingIndex = (lines: readonly TextLine[]): number => {
  const firstKey = lines.findIndex((line) => yamlKeyLine(line.text) !== undefined);
  if (firstKey < 0) return -1;
  return lines.findIndex((line, index) => index > firstKey && line.text.startsWith('#') && isBlank(lines[index - 1]));
};

const namesSkill = (lines: readonly TextLine[]): boolean =>
  lines.some((line) => ['name', 'description'].includes(yamlKeyLine(line.text)?.key ?? ''));

const unterminated = (findings: FindingList, line: number): void =>
  findings.add('unclosed_frontmatter', {
    line,
    text: 'The frontmatter has no closing line of three hyphens before the text begins.',
    done: 'Took it to end there; the rest is the body.',
  });

const openedBlock = (
  lines: readonly TextLine[],
  opening: number,
  findings: FindingList,
): FrontmatterBlock | undefined => {
  const after = lines.slice(opening + 1);
  const firstLine = opening + 2;
  const closing = after.findIndex(isClosing);
  if (closing >= 0) {
    return { lines: after.slice(0, closing), firstLine, bodyStart: after[closing]?.next ?? 0 };
  }
  const indented = after.findIndex((line) => line.text.trim() === '---');
  if (indented >= 0) {
    unterminated(findings, firstLine + indented);
    return { lines: after.slice(0, indented), firstLine, bodyStart: after[indented]?.next ?? 0 };
  }
  const length = yamlLength(after);
  const yaml = after.slice(0, length);
  if (!yaml.some((line) => yamlKeyLine(line.text) !== undefined)) return undefined;
  unterminated(findings, firstLine + length);
  return { lines: yaml, firstLine, bodyStart: yaml.at(-1)?.next ?? 0 };
};

/** Frontmatter with something before it: an opening line, a key, and a closing line, with a name or a description. */
const laterBlock = (lines: readonly TextLine[], findings: FindingList): FrontmatterBlock | undefined => {
  for (let opening = 1; opening < Math.min(lines.length, SEARCHED_LINES); opening += 1) {
    if (!isOpening(lines[opening]) || yamlKeyLine(lines[opening + 1]?.text ?? '') === undefined) continue;
    const after = lines.slice(opening + 1);
    const closing = after.findIndex(isClosing);
    if (closing < 0 || !namesSkill(after.slice(0, closing))) continue;
    findings.add('frontmatter_not_first', {
      line: opening + 1,
      text: 'Text stands before the frontmatter; most tools see no frontmatter here.',
      done: 'Read it as frontmatter; the body is the whole file.',
    });
    return { lines: after.slice(0, closing), firstLine: opening + 2, bodyStart: 0 };
  }
  return undefined;
};

/**
 * Finds the frontmatter of a skill file: between two lines of three hyphens at its beginning, else (with a finding)
 * after blank lines or other text, or without a closing line. Undefined where there is none.
 */
export const findFrontmatter = (text: string, findings: FindingList): FrontmatterBlock | undefined => {
  const lines = firstLines(text);
  const opening = lines.findIndex((line) => !isBlank(line));
  if (opening < 0 || opening >= SEARCHED_LINES) return undefined;
  if (!isOpening(lines[opening])) return laterBlock(lines, findings);
  const block = openedBlock(lines, opening, findings);
  if (block !== undefined && opening > 0) {
    findings.add('frontmatter_not_first', {
      line: opening + 1,
      text: 'Blank lines stand before the frontmatter.',
      done: 'Read it as frontmatter.',
    });
  }
  return block;
};

/**
 * Shortens a block whose YAML is broken to where its text most likely begins: a heading after a blank line. The block
 * itself where there is none.
 */
export const endAtHeading = (block: FrontmatterBlock, findings: FindingList): FrontmatterBlock => {
  const heading = headingIndex(block.lines);
  const line = block.lines[heading];
  if (line === undefined) return block;
  unterminated(findings, block.firstLine + heading);
  return { ...block, lines: block.lines.slice(0, heading), bodyStart: block.bodyStart === 0 ? 0 : line.start };
};
