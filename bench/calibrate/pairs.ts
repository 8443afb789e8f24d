import { scriptGroup } from '@tmws/domain';
import type { BenchRequest } from '../retrieval/data-set.ts';
import { fullFormula, lexicalFormula } from '../retrieval/formulas.ts';
import { type Formula, meaningOf, type Replica, type RequestNumbers } from '../retrieval/replica.ts';
import type { ScoredPairs } from './fit-map.ts';

/** A map of a preset: which scores it is for, and of which requests. */
export interface MapKind {
  readonly name: 'hybrid' | 'neutral' | 'cosine' | 'lexical';
  readonly what: string;
  readonly formula: Formula;
  readonly holds: (request: BenchRequest) => boolean;
}

const isLatin = ({ text }: BenchRequest): boolean => scriptGroup(text) === 'latin';

/** The maps that a preset carries, and the one of words alone. */
export const MAP_KINDS: readonly MapKind[] = [
  { name: 'hybrid', what: 'fused score, requests in Latin script', formula: fullFormula, holds: isLatin },
  {
    name: 'neutral',
    what: 'fused score, requests in kana, han or hangul',
    formula: fullFormula,
    holds: (request) => !isLatin(request),
  },
  { name: 'cosine', what: 'meaning alone, all requests', formula: meaningOf, holds: () => true },
  { name: 'lexical', what: 'words alone, all requests', formula: lexicalFormula, holds: () => true },
];

/** What the pairs are taken from. */
export interface PairSource {
  readonly requests: readonly BenchRequest[];
  readonly replica: Replica;
  readonly numbers: readonly RequestNumbers[];
}

/** The scores of every pair of the requests that are asked for: the graded ones apart from all others. */
export const pairsOf = (
  { requests, replica, numbers }: PairSource,
  formula: Formula,
  holds: (request: BenchRequest) => boolean,
): ScoredPairs => {
  const chosen = requests.flatMap((request, place) => (holds(request) ? [place] : []));
  const right: number[] = [];
  const unrelated = new Float32Array(chosen.length * replica.ids.length);
  let count = 0;
  for (const request of chosen) {
    const skills = requests[request]?.skills;
    const all = numbers[request];
    if (skills === undefined || all === undefined) continue;
    for (const [place, id] of replica.ids.entries()) {
      const score = formula(all, place);
      if (skills.has(id)) right.push(score);
      else unrelated[count++] = score;
    }
  }
  return { right, unrelated: unrelated.subarray(0, count) };
};
