import type { ResultTable } from '../result-file.ts';
import { formatInterval, formatShare } from '../statistics/interval.ts';
import type { ContextQuality } from './contexts.ts';
import type { JudgedRanking, SliceQuality } from './judge.ts';
import type { KeptShares } from './kept.ts';

const figures = ({ ndcg, hit, recall }: SliceQuality): string =>
  [ndcg, hit, recall].map(({ mean }) => formatShare(mean)).join(' / ');

const columnsOf = (rankings: readonly JudgedRanking[]): readonly string[] =>
  (rankings[0]?.slices ?? []).map(({ slice, ndcg }) => `${slice} (${ndcg.count})`);

/** nDCG@10 with intervals, one table row for each part of the requests and a column for each way of ranking. */
export const intervalTable = (rankings: readonly JudgedRanking[]): ResultTable => ({
  title: 'nDCG@10 with 95 % bootstrap intervals',
  note: '',
  columns: ['requests', ...rankings.map(({ name }) => name)],
  rows: columnsOf(rankings).map((part, place) => [
    part,
    ...rankings.map(({ slices }) => {
      const slice = slices[place];
      return slice === undefined ? '' : formatInterval(slice.ndcg);
    }),
  ]),
});

/** All three figures, means only. */
export const figureTable = (title: string, note: string, rankings: readonly JudgedRanking[]): ResultTable => ({
  title,
  note,
  columns: ['', ...columnsOf(rankings)],
  rows: rankings.map(({ name, slices }) => [name, ...slices.map(figures)]),
});

/** What the default threshold keeps. */
export const keptTable = (parts: readonly { readonly name: string; readonly kept: KeptShares }[]): ResultTable => ({
  title: 'What the default threshold of 0.7 keeps, through SearchPatterns',
  note: 'Graded pairs are the right ones, but in the row of the negatives, where they are the forbidden ones.',
  columns: ['requests', 'graded pairs kept', 'all other pairs kept', 'patterns a request'],
  rows: parts.map(({ name, kept }) => [
    name,
    formatInterval(kept.right),
    formatInterval(kept.unrelated),
    kept.patterns.toFixed(1),
  ]),
});

/** The context's weight. */
export const contextTable = (rows: readonly ContextQuality[]): ResultTable => ({
  title: 'A context beside the request',
  note: 'nDCG@10 of the short requests of the validation set, with the situation of the same skill as context, and with that of another one. All but the row of ApplyPattern are computed outside of the product.',
  columns: ['', 'fitting context', 'foreign context'],
  rows: rows.map(({ name, fitting, foreign }) => [name, formatInterval(fitting), formatInterval(foreign)]),
});
