import type { BenchRequest } from './data-set.ts';

/** How good one ranking is, each 0–1. */
export interface Quality {
  /** Discounted gain of the first ten by the grades (2^grade − 1), over the best possible (Järvelin and Kekäläinen 2002). */
  readonly ndcg: number;
  /** Whether the first is graded. */
  readonly hit: number;
  /** Share of the graded ones among the first ten. */
  readonly recall: number;
}

const DEPTH = 10;

const gain = (grade: number, place: number): number => (2 ** grade - 1) / Math.log2(place + 2);

/** Judges a ranking, best first, of ids, by the grades of a request. */
export const qualityOf = (ranking: readonly string[], grades: ReadonlyMap<string, number>): Quality => {
  const top = ranking.slice(0, DEPTH).map((id) => grades.get(id) ?? 0);
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, DEPTH);
  const total = (list: readonly number[]): number => list.reduce((sum, grade, place) => sum + gain(grade, place), 0);
  const ideal = total(best);
  return {
    ndcg: ideal === 0 ? 0 : total(top) / ideal,
    hit: (top[0] ?? 0) > 0 ? 1 : 0,
    recall: grades.size === 0 ? 0 : top.filter((grade) => grade > 0).length / grades.size,
  };
};

/** A part of the requests that is reported by itself. */
export interface Slice {
  readonly name: string;
  readonly holds: (request: BenchRequest) => boolean;
}

const implicit = (lang: string): Slice => ({
  name: `implicit ${lang}`,
  holds: (request) => request.set === 'implicit' && request.lang === lang,
});

const validation = (name: string, holds: (request: BenchRequest) => boolean): Slice => ({
  name: `validation ${name}`,
  holds: (request) => request.set === 'validation' && holds(request),
});

/** Every part that is reported. */
export const SLICES: readonly Slice[] = [
  { name: 'implicit all', holds: (request) => request.set === 'implicit' },
  implicit('en'),
  implicit('ja'),
  implicit('zh'),
  { name: 'named', holds: (request) => request.set === 'named' },
  validation('all', () => true),
  validation('situation', ({ kind }) => kind === 'situation'),
  validation('short', ({ kind }) => kind === 'short'),
  validation('indirect', ({ kind }) => kind === 'indirect'),
  validation('ja', ({ lang }) => lang === 'ja'),
  validation('zh', ({ lang }) => lang === 'zh'),
];
