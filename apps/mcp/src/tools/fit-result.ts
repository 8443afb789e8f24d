import type { ApplyResult } from './apply-result.ts';

type Pattern = ApplyResult['patterns'][number];

/** A token counts as three bytes of UTF-8, a bound that holds for every common tokeniser. */
const BYTES_PER_TOKEN = 3;
/** The rest of the envelope: success, message, keys. */
const ENVELOPE_BYTES = 150;

const isWithin = (result: ApplyResult, bytes: number): boolean =>
  Buffer.byteLength(JSON.stringify(result)) + ENVELOPE_BYTES <= bytes;

const mapPatterns = (result: ApplyResult, change: (pattern: Pattern) => Pattern): ApplyResult => ({
  ...result,
  patterns: result.patterns.map(change),
});

/** What can go, least missed first. The content holds the examples, and mostly says what the description says. */
const REDUCTIONS: readonly ((result: ApplyResult) => ApplyResult)[] = [
  (result) => mapPatterns(result, ({ matched_passage: _, ...pattern }) => pattern),
  (result) =>
    mapPatterns(result, (pattern) => (pattern.content === undefined ? pattern : { ...pattern, examples: [] })),
  (result) => mapPatterns(result, ({ skill_files: _, ...pattern }) => pattern),
  (result) =>
    mapPatterns(result, ({ description, ...pattern }) =>
      pattern.content === undefined && description !== undefined ? { ...pattern, description } : pattern,
    ),
  ({ open_application: _, ...result }) => result,
];

const withoutLast = (result: ApplyResult): ApplyResult => {
  const patterns = result.patterns.slice(0, -1);
  return { ...result, patterns, pattern_count: patterns.length, more_available: result.more_available + 1 };
};

/**
 * Keeps an answer within its token budget. The core fits the contents; what the tool's own form adds, and examples
 * beside the content that holds them, can still be too much: then what is least missed is left out, and after that the
 * last patterns. The first pattern and its content stay.
 */
export const fitResult = (result: ApplyResult, tokenBudget: number): ApplyResult => {
  const bytes = tokenBudget * BYTES_PER_TOKEN;
  let fitted = result;
  for (const reduce of REDUCTIONS) {
    if (isWithin(fitted, bytes)) return fitted;
    fitted = reduce(fitted);
  }
  while (!isWithin(fitted, bytes) && fitted.patterns.length > 1) fitted = withoutLast(fitted);
  return fitted;
};
