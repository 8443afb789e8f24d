import type { RootContent } from 'mdast';
import { BEGINNING_RANK, ENDING_RANK, isWarningTitle, matchTitle, type TitleMatch } from './match-title.ts';
import { plainText } from './plain-text.ts';
import { endOf, type Section, type Sections, startOf } from './read-sections.ts';
import { hasOrderedSteps, stepsOfSection, stepsOfTitles } from './read-steps.ts';
import type { SectionKind } from './section-words.ts';

/** The parts of a pattern that stand in a skill's body, as written; empty where they are not there. */
export interface SkillFields {
  /** Of a section named so. */
  readonly description: string;
  /** Of an overview, else of the first paragraph; without markup, at most 1,024 characters. */
  readonly summary: string;
  readonly when_to_use: string;
  readonly steps: readonly string[];
  readonly example: string;
  readonly expected_improvement: string;
}

/** A description made from running text is cut to what the standard allows for one. */
const LONGEST_SUMMARY = 1_024;

interface Candidate {
  readonly index: number;
  readonly section: Section;
  readonly match: TitleMatch;
}

/** The end of a section; for a document's title, that of what belongs to it before another part of the pattern begins. */
const endOfSection = ({ section, match, index }: Candidate, all: readonly Candidate[]): number => {
  if (section.level > 1) return section.end;
  const inner = all.find(
    (other) => other.index > index && other.index < section.next && other.match.kind !== match.kind,
  );
  return inner?.section.headingStart ?? section.end;
};

/** Whether a section quotes code or text: what a heading that only ends in "examples" must do to be one. */
const showsSomething = ({ sections }: Sections, index: number): boolean =>
  sections
    .slice(index, sections[index]?.next)
    .some(({ blocks }) => blocks.some(({ type }) => type === 'code' || type === 'blockquote'));

/** A paragraph of bold type is a heading; one that ends with a colon introduces what follows. */
const NO_SUMMARY = /^\*\*[^*]*\*\*$|[:：]$/;

const firstParagraph = (blocks: readonly RootContent[], text: string): string => {
  const paragraphs = blocks
    .filter(({ type }) => type === 'paragraph')
    .map((block) => text.slice(startOf(block), endOf(block)).trim());
  const isText = (paragraph: string): boolean => /\p{L}/u.test(plainText(paragraph));
  const found = paragraphs.find((one) => !NO_SUMMARY.test(one) && isText(one)) ?? paragraphs.find(isText) ?? '';
  return plainText(found).slice(0, LONGEST_SUMMARY).toWellFormed();
};

/** Finds the parts of a pattern among the sections of a skill's body. */
export const readFields = (sections: Sections): SkillFields => {
  const { text } = sections;
  let warnedUntil = 0;
  const candidates = sections.sections.flatMap((section, index) => {
    if (section.level > 1 && isWarningTitle(section.title)) warnedUntil = Math.max(warnedUntil, section.next);
    if (index < warnedUntil) return [];
    return matchTitle(section.title).map((match): Candidate => ({ index, section, match }));
  });
  const ranked = (kind: SectionKind): readonly Candidate[] =>
    candidates.filter(({ match }) => match.kind === kind).sort((a, b) => a.match.rank - b.match.rank);
  const textOf = (kind: SectionKind): string => {
    for (const candidate of ranked(kind)) {
      if (candidate.match.rank >= ENDING_RANK && !showsSomething(sections, candidate.index)) continue;
      const content = text.slice(candidate.section.start, endOfSection(candidate, candidates)).trim();
      if (content !== '') return content;
    }
    return '';
  };
  const steps = (): readonly string[] => {
    for (const { index, match } of ranked('steps')) {
      if (match.rank >= ENDING_RANK && !hasOrderedSteps(sections, index)) continue;
      const found = stepsOfSection(sections, index, { prose: match.rank < BEGINNING_RANK });
      if (found.length > 0) return found;
    }
    return stepsOfTitles(sections);
  };
  const summary = (): string => {
    for (const { section } of ranked('summary')) {
      const found = firstParagraph(section.blocks, text);
      if (found !== '') return found;
    }
    return firstParagraph([...sections.lead, ...sections.sections.flatMap((section) => section.blocks)], text);
  };
  return {
    description: textOf('description'),
    summary: summary(),
    when_to_use: textOf('when_to_use'),
    steps: steps(),
    example: textOf('example'),
    expected_improvement: textOf('expected_improvement'),
  };
};
