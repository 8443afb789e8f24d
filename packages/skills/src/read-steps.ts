import type { ListItem, RootContent } from 'mdast';
import { isStepTitle } from './match-title.ts';
import { plainText } from './plain-text.ts';
import { endOf, type Section, type Sections, startOf } from './read-sections.ts';

/** Fewer numbered headings are no list of steps. */
const FEWEST_STEP_TITLES = 2;
const LEVELS = [1, 2, 3, 4, 5, 6];
const NUMBERED_TITLE = /^[^\p{L}\p{N}]*\p{N}+[a-z]?[.)、．:：]/u;

/** Takes the indentation off that a list item's later lines have for being in it. */
const dedent = (text: string, columns: number): string => {
  const [first = '', ...lines] = text.split('\n');
  return [first, ...lines.map((line) => line.slice(Math.min(columns, line.length - line.trimStart().length)))].join(
    '\n',
  );
};

const itemText = (item: ListItem, text: string): string => {
  const [first] = item.children;
  if (first === undefined) return '';
  const column = (first.position?.start.column ?? 1) - 1;
  return dedent(text.slice(startOf(first), endOf(item)), column).trim();
};

const listItems = (blocks: readonly RootContent[], text: string): readonly string[] =>
  blocks
    .flatMap((block) => (block.type === 'list' ? block.children : []))
    .map((item) => itemText(item, text))
    .filter((item) => item !== '');

const DELIMITER_ROW = /^[-|: \t]+$/;
const INDEX_CELL = /^[\p{N}.#]*$/u;

/** A table is not parsed, and comes as a paragraph. */
const isTable = (paragraph: string): boolean => {
  const [header = '', delimiter = ''] = paragraph.split('\n', 2);
  return header.includes('|') && delimiter.includes('-') && DELIMITER_ROW.test(delimiter);
};

/** Each row as its first two cells that are no number: "Check: run the tests". */
const tableRows = (paragraph: string): readonly string[] =>
  paragraph
    .split('\n')
    .slice(2)
    .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .map((cells) => cells.filter((cell) => !INDEX_CELL.test(cell)))
    .map((cells) => cells.slice(0, 2).join(': '))
    .filter((row) => row !== '');

const ARROW = /→|⇒|➜|->/u;
const FEWEST_ARROWS = 2;

/** The steps of a line such as `plan → build → check`. */
const flowSteps = (paragraph: string): readonly string[] => {
  if (paragraph.includes('\n')) return [];
  const parts = paragraph.replaceAll('`', '').replaceAll('**', '').split(ARROW);
  return parts.length > FEWEST_ARROWS ? parts.map((part) => part.trim()).filter((part) => part !== '') : [];
};

const paragraphs = (blocks: readonly RootContent[], text: string): readonly string[] =>
  blocks
    .filter((block) => block.type === 'paragraph')
    .map((block) => text.slice(startOf(block), endOf(block)).trim())
    .filter((paragraph) => paragraph !== '');

/** The marks and the number before a title that is a step: "Step 2: Check" is "Check". */
const STEP_MARK =
  /^[^\p{L}\p{N}]*(?:(?:step|phase|stage|ステップ|手順|フェーズ|步骤|阶段|단계|passo|etapa|paso|fase|schritt)\s*[\p{N}.]+|第\s*[\p{N}一二三四五六七八九十]+\s*(?:步|阶段)|\p{N}+\s*단계|\p{N}+(?:\.\p{N}+)*[.)、．])[\s:：.、)）—–-]*/iu;

const stepText = (title: string): string => {
  const seen = plainText(title);
  const rest = seen.replace(STEP_MARK, '').trim();
  return rest === '' ? seen : rest;
};

/** The sections one level below a section: the highest level that occurs in it. */
const subsections = ({ sections }: Sections, index: number): readonly Section[] => {
  const within = sections.slice(index + 1, sections[index]?.next);
  const level = Math.min(...within.map((section) => section.level));
  return within.filter((section) => section.level === level);
};

/** An introduction to what follows, such as code, and no step. */
const isIntroduction = (paragraph: string): boolean => /[:：]$/.test(paragraph);

/** The steps of running text: a table's rows, else a line with arrows, else the paragraphs. */
const writtenSteps = (blocks: readonly RootContent[], text: string, prose: boolean): readonly string[] => {
  const written = paragraphs(blocks, text);
  const table = written.find(isTable);
  if (table !== undefined) return tableRows(table);
  const flow = written.map(flowSteps).find((steps) => steps.length > 0);
  return flow ?? (prose ? written.filter((paragraph) => !isIntroduction(paragraph)) : []);
};

/** Whether a section numbers what it lists, by a list or by its subsections' titles. */
export const hasOrderedSteps = (sections: Sections, index: number): boolean => {
  const section = sections.sections[index];
  if (section === undefined) return false;
  if (section.blocks.some((block) => block.type === 'list' && block.ordered === true)) return true;
  const titles = subsections(sections, index).map((below) => below.title);
  return titles.filter((title) => isStepTitle(title) || NUMBERED_TITLE.test(title)).length >= FEWEST_STEP_TITLES;
};

/**
 * The steps that a section lists: its list items, numbered or bulleted, without their markers; else the titles of its
 * subsections, only those that are numbered as steps where some are; else lists further down; else the rows of its
 * table; else a line with arrows; else its paragraphs.
 *
 * @param options.prose - Whether paragraphs may be steps
 */
export const stepsOfSection = (
  sections: Sections,
  index: number,
  { prose }: { readonly prose: boolean },
): readonly string[] => {
  const { text } = sections;
  const section = sections.sections[index];
  if (section === undefined) return [];
  const titles = subsections(sections, index).map((below) => below.title);
  const numbered = titles.filter(isStepTitle);
  const areNumbered = numbered.length >= FEWEST_STEP_TITLES;
  const direct = areNumbered ? [] : listItems(section.blocks, text);
  if (direct.length > 0) return direct;
  const named = (areNumbered ? numbered : titles).map(stepText).filter((title) => title !== '');
  if (named.length >= FEWEST_STEP_TITLES) return named;
  const deeper = sections.sections.slice(index + 1, section.next).flatMap((below) => listItems(below.blocks, text));
  return deeper.length > 0 ? deeper : writtenSteps(section.blocks, text, prose);
};

/** The steps of a text whose headings number them ("Step 1: …", "Phase 2") without a section of steps around them. */
export const stepsOfTitles = ({ sections }: Sections): readonly string[] => {
  const numbered = sections.filter((section) => isStepTitle(section.title));
  for (const level of LEVELS) {
    const steps = numbered.filter((section) => section.level === level).map((section) => stepText(section.title));
    if (steps.length >= FEWEST_STEP_TITLES) return steps;
  }
  return [];
};
