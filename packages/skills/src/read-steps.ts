import type { ListItem, RootContent } from 'mdast';
import { isStepTitle } from './match-title.ts';
import { plainText } from './plain-text.ts';
import { endOf, type Section, type Sections, startOf } from './read-sections.ts';

/** Fewer numbered headings are no list of steps. */
const FEWEST_STEP_TITLES = 2;

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

/**
 * The steps that a section lists: its list items, numbered or bulleted, without their markers; else the titles of its
 * subsections; else lists further down; else its paragraphs.
 */
export const stepsOfSection = (sections: Sections, index: number): readonly string[] => {
  const { text } = sections;
  const section = sections.sections[index];
  if (section === undefined) return [];
  const titles = subsections(sections, index).map((below) => below.title);
  const numbered = titles.filter(isStepTitle).length >= FEWEST_STEP_TITLES;
  const direct = numbered ? [] : listItems(section.blocks, text);
  if (direct.length > 0) return direct;
  const named = titles.map(stepText).filter((title) => title !== '');
  if (named.length >= FEWEST_STEP_TITLES) return named;
  const deeper = sections.sections.slice(index + 1, section.next).flatMap((below) => listItems(below.blocks, text));
  return deeper.length > 0 ? deeper : paragraphs(section.blocks, text);
};

/** The steps of a text whose headings number them ("Step 1: …", "Phase 2") without a section of steps around them. */
export const stepsOfTitles = ({ sections }: Sections): readonly string[] => {
  const numbered = sections.filter((section) => isStepTitle(section.title));
  const level = Math.min(...numbered.map((section) => section.level));
  const steps = numbered.filter((section) => section.level === level).map((section) => stepText(section.title));
  return steps.length >= FEWEST_STEP_TITLES ? steps : [];
};
