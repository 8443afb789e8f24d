import type { Heading, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { FindingList } from './finding-list.ts';
import { MarkdownBudgetError, markdownBudget } from './markdown-budget.ts';
import { textLines } from './text-lines.ts';

/** A heading of a Markdown text and what stands under it. Offsets are those of the text. */
export interface Section {
  /** As written, without the marks of the heading. */
  readonly title: string;
  /** 1–6. */
  readonly level: number;
  /** Offset of the heading. */
  readonly headingStart: number;
  /** Offset after the heading. */
  readonly start: number;
  /** Offset of the next heading of this level or a higher one, or the end of the text. */
  readonly end: number;
  /** Index among all sections of the first that lies not within this one. */
  readonly next: number;
  /** The blocks between the heading and the next one of any level. */
  readonly blocks: readonly RootContent[];
}

/** The structure of a Markdown text. */
export interface Sections {
  /** The text that was read, from its beginning: all of it where it is not too long. */
  readonly text: string;
  /** The blocks before the first heading. */
  readonly lead: readonly RootContent[];
  /** In the order of the text. */
  readonly sections: readonly Section[];
}

/** More characters and lines are not searched for sections. */
const LONGEST_TEXT = 256 * 1024;
const MOST_LINES = 6_000;

/** Nor are more headings. */
const MOST_HEADINGS = 2_000;

/** The beginning of a text that keeps the limits, whole lines where it can. */
const readablePart = (text: string): string => {
  let lines = 0;
  let end = 0;
  for (const line of textLines(text)) {
    lines += 1;
    if (line.next > LONGEST_TEXT || lines > MOST_LINES) return text.slice(0, end === 0 ? LONGEST_TEXT : end);
    end = line.next;
  }
  return text;
};

/** The blocks of a text; undefined where it is too involved. */
const parseBlocks = (text: string): Root | undefined => {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(function readBlocks() {
      const data = this.data();
      data.micromarkExtensions = [...(data.micromarkExtensions ?? []), markdownBudget(text)];
    });
  try {
    return processor.parse(text);
  } catch (error) {
    // RangeError: the parser recurses, and a stack that is nearly full when it is called may not do for it.
    if (error instanceof MarkdownBudgetError || error instanceof RangeError) return undefined;
    throw error;
  }
};

/** Offset of a block's first character. */
export const startOf = (node: RootContent): number => node.position?.start.offset ?? 0;

/** Offset after a block's last character. */
export const endOf = (node: RootContent): number => node.position?.end.offset ?? 0;

const titleOf = (heading: Heading, text: string): string => {
  const [first] = heading.children;
  const last = heading.children.at(-1);
  if (first === undefined || last === undefined) return '';
  return text.slice(first.position?.start.offset ?? 0, last.position?.end.offset ?? 0);
};

interface OpenSection {
  readonly heading: Heading;
  readonly blocks: RootContent[];
}

/** For each section the index of the next one of its level or a higher one. */
const nextIndices = (open: readonly OpenSection[]): readonly number[] => {
  const nearest = Array.from({ length: 7 }, () => open.length);
  const next = open.map(() => open.length);
  for (const [index, { heading }] of [...open.entries()].reverse()) {
    next[index] = nearest[heading.depth] ?? open.length;
    for (let level = heading.depth; level < nearest.length; level += 1) nearest[level] = index;
  }
  return next;
};

/**
 * Divides Markdown by its headings, those of any level and kind that stand outside lists, quotes and code. Of a text of
 * more than 256 Ki characters or 6,000 lines the beginning is read, of one that is too involved nothing; both are
 * findings. Of more than 2,000 headings the first are read.
 *
 * @param options.firstLine - Line of the file that the text begins at
 */
export const readSections = (
  whole: string,
  options: { readonly firstLine: number; readonly findings: FindingList },
): Sections => {
  const text = readablePart(whole);
  if (text.length < whole.length) {
    options.findings.add('structure_partly_read', {
      line: options.firstLine,
      text: `The body has ${whole.length} characters; at most ${LONGEST_TEXT} in ${MOST_LINES} lines are searched for sections.`,
      done: 'Searched the beginning; the whole text is indexed from the file.',
    });
  }
  const root = parseBlocks(text);
  if (root === undefined) {
    options.findings.add('structure_not_read', {
      line: options.firstLine,
      text: 'The Markdown is nested too deeply, or has too many lists and headings, to be searched for sections.',
      done: 'Left the fields empty that come from sections; the body is kept.',
    });
    return { text, lead: [], sections: [] };
  }
  const lead: RootContent[] = [];
  const open: OpenSection[] = [];
  for (const node of root.children) {
    if (node.type !== 'heading') (open.at(-1)?.blocks ?? lead).push(node);
    else if (open.length === MOST_HEADINGS) break;
    else open.push({ heading: node, blocks: [] });
  }
  const next = nextIndices(open);
  const sections = open.map(({ heading, blocks }, index): Section => {
    const nextIndex = next[index] ?? open.length;
    const nextHeading = open[nextIndex]?.heading;
    return {
      title: titleOf(heading, text),
      level: heading.depth,
      headingStart: startOf(heading),
      start: endOf(heading),
      end: nextHeading === undefined ? text.length : startOf(nextHeading),
      next: nextIndex,
      blocks,
    };
  });
  return { text, lead, sections };
};
