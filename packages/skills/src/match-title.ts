import { plainText } from './plain-text.ts';
import { SECTION_WORDS, type SectionKind, type SectionWords } from './section-words.ts';

/** Longer headings are sentences; no table of headings has them. */
const LONGEST_TITLE = 200;

const PARTS = /[()（）[\]【】「」:：|｜/／—–&＆、,，]|\s-\s/u;
const NOT_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
const LEADING_NUMBER = /^\d+(?:\s\d+)*\s+/u;

/** A heading as it is compared: lower case, words only, without a number before it. */
export const normalizeTitle = (title: string): string =>
  title.normalize('NFKC').toLowerCase().replaceAll(NOT_WORDS, ' ').trim().replace(LEADING_NUMBER, '');

/** A title that may hold a link, a tag or an entity is read as Markdown first. */
const seenTitle = (title: string): string => {
  const short = title.slice(0, LONGEST_TITLE);
  return /[[<&\\]/.test(short) ? plainText(short) : short;
};

/** In a heading of two languages (使用方法 Usage) the words of each by themselves. */
const byScript = (normalized: string): readonly string[] => {
  const latin = normalized
    .replaceAll(/[^\p{Script=Latin}\s]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const other = normalized
    .replaceAll(/\p{Script=Latin}+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return latin === '' || other === '' ? [] : [other, latin];
};

const wordsOf = (kind: SectionKind): SectionWords => SECTION_WORDS[kind];

const KINDS = Object.keys(SECTION_WORDS).filter((kind): kind is SectionKind => Object.hasOwn(SECTION_WORDS, kind));

const EXACT_RANKS: ReadonlyMap<SectionKind, ReadonlyMap<string, number>> = new Map(
  KINDS.map((kind) => [kind, new Map(wordsOf(kind).titles.map((title, rank) => [normalizeTitle(title), rank]))]),
);

/** What a heading announces. Lower ranks fit better. */
export interface TitleMatch {
  readonly kind: SectionKind;
  readonly rank: number;
}

const PART_RANK = 1_000;

/** From here on a heading fits by its beginning: "Workflow of a release". */
export const BEGINNING_RANK = 2_000;

/** From here on only the end of a heading fits: "Our daily process". */
export const ENDING_RANK = 3_000;

const bestRank = (kind: SectionKind, whole: string, parts: readonly string[]): number | undefined => {
  const ranks = EXACT_RANKS.get(kind);
  const exact = ranks?.get(whole);
  if (exact !== undefined) return exact;
  const partRanks = parts.flatMap((part) => {
    const rank = ranks?.get(part);
    return rank === undefined ? [] : [PART_RANK + rank];
  });
  if (partRanks.length > 0) return Math.min(...partRanks);
  const { beginnings, endings = [] } = wordsOf(kind);
  const beginning = beginnings.findIndex((start) => whole.startsWith(start));
  if (beginning >= 0) return BEGINNING_RANK + beginning;
  const ending = endings.findIndex((end) => whole.endsWith(end));
  return ending < 0 ? undefined : ENDING_RANK + ending;
};

/** The kinds of section that a heading announces, each with how well it fits. Most headings announce none. */
export const matchTitle = (title: string): readonly TitleMatch[] => {
  const seen = seenTitle(title);
  const whole = normalizeTitle(seen);
  if (whole === '') return [];
  const parts = [...seen.split(PARTS).map(normalizeTitle), ...byScript(whole)].filter((part) => part !== '');
  return KINDS.flatMap((kind): readonly TitleMatch[] => {
    const rank = bestRank(kind, whole, parts);
    return rank === undefined ? [] : [{ kind, rank }];
  });
};

/** Headings of what goes wrong: nothing under them is a part of the pattern. */
const WARNING_TITLE =
  /\b(?:mistakes?|pitfalls?|anti-?patterns?|troubleshooting|rationalizations?|red flags?)\b|落とし穴|失敗例|アンチパターン|常见(?:错误|问题|陷阱)|故障排除|흔한 실수|erros comuns|errores comunes/iu;

/** Whether a heading announces mistakes to avoid or faults to find. */
export const isWarningTitle = (title: string): boolean => WARNING_TITLE.test(title.normalize('NFKC'));

const STEP_TITLE =
  /^(?:(?:step|phase|stage|ステップ|手順|フェーズ|步骤|阶段|단계|passo|etapa|paso|fase|schritt)\s*\p{N}|第\s*[\p{N}一二三四五六七八九十]+\s*(?:步|阶段)|\p{N}+\s*단계)/u;

/** Whether a heading numbers a step: "Step 2: Check", "Phase 1", "手順3", "第一步". */
export const isStepTitle = (title: string): boolean =>
  STEP_TITLE.test(
    title
      .normalize('NFKC')
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+/u, ''),
  );
