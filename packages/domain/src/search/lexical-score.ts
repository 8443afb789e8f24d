import { countOf, lengthOf } from './term-frequencies.ts';
import { termHash } from './term-hash.ts';
import { tokenize } from './tokenize.ts';
import { inverseDocumentFrequency, type WordTable } from './word-table.ts';

const SATURATION = 1.2;
const LENGTH_INFLUENCE = 0.75;

/** A distinct term of a request and how much it tells. */
export interface RequestTerm {
  readonly term: string;
  /** Its {@link termHash}. */
  readonly hash: number;
  /** Its inverse document frequency, above 0. */
  readonly weight: number;
}

/** The words of a request, prepared once and then held against each candidate. */
export interface LexicalRequest {
  readonly terms: readonly RequestTerm[];
  /** The table that weighed them. */
  readonly table: WordTable;
  /** The score that a perfect match would reach: Σ idf·(k1 + 1) over the terms. */
  readonly perfectScore: number;
}

/** Splits a request into its distinct terms, in their order, and weighs them by the table. */
export function prepareLexicalRequest(text: string, table: WordTable): LexicalRequest {
  const terms = [...new Set(tokenize(text))].map((term) => {
    const hash = termHash(term);
    return { term, hash, weight: inverseDocumentFrequency(table, hash) };
  });
  const totalWeight = terms.reduce((sum, { weight }) => sum + weight, 0);
  return { terms, table, perfectScore: totalWeight * (SATURATION + 1) };
}

/**
 * How well a document's words answer a request: BM25 (Robertson and Zaragoza 2009; k1 1.2, b 0.75) divided by the
 * score of a perfect match, so 0 to 1 and comparable between requests. `encoded` is what `encodeTermFrequencies` wrote.
 * 0 for a request without words.
 */
export function lexicalScore(request: LexicalRequest, encoded: Uint8Array): number {
  if (request.perfectScore === 0) return 0;
  const relativeLength = lengthOf(encoded) / request.table.averageLength;
  const damping = SATURATION * (1 - LENGTH_INFLUENCE + LENGTH_INFLUENCE * relativeLength);
  let score = 0;
  for (const { hash, weight } of request.terms) {
    const count = countOf(encoded, hash);
    score += (weight * count * (SATURATION + 1)) / (count + damping);
  }
  return score / request.perfectScore;
}
