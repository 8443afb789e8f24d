import type { LexicalRequest } from './lexical-score.ts';
import { termHash } from './term-hash.ts';
import { tokenize } from './tokenize.ts';
import { inverseDocumentFrequency } from './word-table.ts';

/** How much a full match by words adds to the cosine. Measured on skillq-dev; see docs/benchmarks.md. */
export const LEXICAL_WEIGHT = 0.4;

/** How much a request that holds every word of the name gains. */
export const NAME_WEIGHT = 0.02;

/** The numbers that a candidate is ranked by. */
export interface CandidateScores {
  /** By meaning: the cosine of request and candidate (for requests in kana, han or hangul the language-neutral one). */
  readonly cosine: number;
  /** By words: what `lexicalScore` gives, 0 to 1. */
  readonly lexical: number;
  /** What {@link nameMatch} gives, 0 to 1. */
  readonly name: number;
}

/**
 * The score of a candidate by meaning and words together: h = cosine + 0.4·lexical + 0.02·name. Fused by score and not
 * by rank, which forgets by how much one candidate is better than the next.
 */
export function fuse(scores: CandidateScores): number {
  return scores.cosine + fuseWords(scores);
}

/** The part of {@link fuse} that words make; alone it ranks where there is no vector. */
export function fuseWords(scores: Omit<CandidateScores, 'cosine'>): number {
  return LEXICAL_WEIGHT * scores.lexical + NAME_WEIGHT * scores.name;
}

/**
 * How far a request names a candidate, 0 to 1: the share of the name's distinct words that the request holds, each
 * weighed by its inverse document frequency, squared, so that one word of several says little. 0 for a name without
 * words. Measured against the plain share: equal on requests that name the skill, better on all others.
 */
export function nameMatch(name: string, request: LexicalRequest): number {
  const held = new Set(request.terms.map(({ hash }) => hash));
  let found = 0;
  let total = 0;
  for (const hash of new Set(tokenize(name).map(termHash))) {
    const weight = inverseDocumentFrequency(request.table, hash);
    total += weight;
    if (held.has(hash)) found += weight;
  }
  return total === 0 ? 0 : (found / total) ** 2;
}
