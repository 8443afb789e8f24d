import type { TargetResult } from '../result-file.ts';
import { formatInterval, formatShare, type Interval } from '../statistics/interval.ts';
import { type JudgedRanking, sliceOf } from './judge.ts';
import type { KeptShares } from './kept.ts';

/** A figure of the search that the design sets a target for. */
interface QualityTarget {
  readonly what: string;
  readonly slice: string;
  readonly figure: 'ndcg' | 'hit';
  readonly least: number;
}

/** Section "Search quality" of the design's targets, column "at first". */
const QUALITY_TARGETS: readonly QualityTarget[] = [
  { what: 'implicit requests, all: nDCG@10', slice: 'implicit all', figure: 'ndcg', least: 0.65 },
  { what: 'English: nDCG@10', slice: 'implicit en', figure: 'ndcg', least: 0.65 },
  { what: 'English: Hit@1', slice: 'implicit en', figure: 'hit', least: 0.53 },
  { what: 'Japanese: nDCG@10', slice: 'implicit ja', figure: 'ndcg', least: 0.66 },
  { what: 'Chinese: nDCG@10', slice: 'implicit zh', figure: 'ndcg', least: 0.75 },
  { what: 'English that names the skill: nDCG@10', slice: 'named', figure: 'ndcg', least: 0.9 },
  { what: 'validation, all: nDCG@10', slice: 'validation all', figure: 'ndcg', least: 0.32 },
  { what: 'validation, Japanese: nDCG@10', slice: 'validation ja', figure: 'ndcg', least: 0.38 },
  { what: 'validation, Chinese: nDCG@10', slice: 'validation zh', figure: 'ndcg', least: 0.23 },
];

const LEAST_RIGHT = 0.8;
const MOST_UNRELATED = 0.05;

const verdict = (isMet: boolean): TargetResult['verdict'] => (isMet ? 'met' : 'not met');

/** What was measured beside what was aimed at. */
export interface MeasuredForTargets {
  /** SearchPatterns by default. */
  readonly search: JudgedRanking;
  readonly kept: KeptShares;
}

/** Compares with the targets. The mean decides; the interval says how sure it is. */
export const compareWithTargets = ({ search, kept }: MeasuredForTargets): readonly TargetResult[] => {
  const share = (what: string, value: Interval, limit: { least?: number; most?: number }): TargetResult => ({
    what,
    target: limit.least === undefined ? `≤ ${formatShare(limit.most ?? 1)}` : `≥ ${formatShare(limit.least)}`,
    measured: formatInterval(value),
    verdict: verdict(value.mean >= (limit.least ?? 0) && value.mean <= (limit.most ?? 1)),
  });
  return [
    ...QUALITY_TARGETS.map(({ what, slice, figure, least }) => share(what, sliceOf(search, slice)[figure], { least })),
    share('right answers kept at the default threshold', kept.right, { least: LEAST_RIGHT }),
    share('unrelated pairs kept at the default threshold', kept.unrelated, { most: MOST_UNRELATED }),
  ];
};
