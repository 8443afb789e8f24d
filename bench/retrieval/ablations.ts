import { bestPlaces, createBm25 } from './bm25.ts';
import type { BenchRequest } from './data-set.ts';
import { FORMULA_CHANGES, fullFormula, withLexical } from './formulas.ts';
import { type JudgedRanking, judge } from './judge.ts';
import { type PatternText, type Replica, type RequestNumbers, scoresBy } from './replica.ts';
import { TERM_VARIANTS } from './terms.ts';

/** What the ablations are computed from. */
export interface AblationParts {
  readonly requests: readonly BenchRequest[];
  readonly replica: Replica;
  readonly patterns: readonly PatternText[];
  /** Of each request. */
  readonly numbers: readonly RequestNumbers[];
  /** Of each request, in the same form: the cosines of the second vector; undefined: not made. */
  readonly headNumbers: readonly RequestNumbers[] | undefined;
}

const DEPTH = 10;
const POOLS = [10, 20, 50];

const rankAll = (parts: AblationParts, scores: (numbers: RequestNumbers, place: number) => Float64Array) =>
  parts.numbers.map((numbers, place) =>
    bestPlaces(scores(numbers, place), DEPTH).map((pattern) => parts.replica.ids[pattern] ?? ''),
  );

const averaged = (one: Float32Array, other: Float32Array | undefined): Float32Array =>
  one.map((value, place) => (value + (other?.[place] ?? value)) / 2);

/** Scores only what is among the best `pool` of either half; all else comes last. */
const pooled = (numbers: RequestNumbers, pool: number): Float64Array => {
  const meaning = numbers.neutral ?? numbers.cosine;
  const kept = new Set([...bestPlaces(meaning, pool), ...bestPlaces(numbers.lexical, pool)]);
  return scoresBy(numbers, (all, place) => (kept.has(place) ? fullFormula(all, place) : -1));
};

const termAblations = (parts: AblationParts): readonly JudgedRanking[] =>
  TERM_VARIANTS.map(({ name, terms }) => {
    const documents = parts.patterns.map(({ words }) => words.map(({ text, times = 1 }) => ({ text, times })));
    const bm25 = createBm25(documents, terms);
    const rankings = rankAll(parts, (numbers, place) =>
      scoresBy(withLexical(numbers, bm25.score(parts.requests[place]?.text ?? '')), fullFormula),
    );
    return judge(name, parts.requests, rankings);
  });

const headAblation = (parts: AblationParts): readonly JudgedRanking[] => {
  const { headNumbers } = parts;
  if (headNumbers === undefined) return [];
  const rankings = rankAll(parts, (numbers, place) => {
    const head = headNumbers[place];
    const both: RequestNumbers = {
      ...numbers,
      cosine: averaged(numbers.cosine, head?.cosine),
      neutral: numbers.neutral && averaged(numbers.neutral, head?.neutral),
    };
    return scoresBy(both, fullFormula);
  });
  return [judge('with a second vector of the head of the text', parts.requests, rankings)];
};

/** Ranks with one thing changed at a time; the first is the formula as it is. */
export const runAblations = (parts: AblationParts): readonly JudgedRanking[] => [
  judge(
    'as it is',
    parts.requests,
    rankAll(parts, (numbers) => scoresBy(numbers, fullFormula)),
  ),
  ...FORMULA_CHANGES.map(({ name, formula }) =>
    judge(
      name,
      parts.requests,
      rankAll(parts, (numbers) => scoresBy(numbers, formula)),
    ),
  ),
  ...POOLS.map((pool) =>
    judge(
      `only the best ${pool} of each half are ranked`,
      parts.requests,
      rankAll(parts, (numbers) => pooled(numbers, pool)),
    ),
  ),
  ...headAblation(parts),
  ...termAblations(parts),
];
