import { termHash } from './term-hash.ts';

/**
 * How common words are in general: in how many documents of a fixed collection each occurs. It is the same for every
 * caller, so that scores tell nothing of patterns that the caller may not read.
 */
export interface WordTable {
  /** How many documents the table was counted over. */
  readonly documentCount: number;
  /** Their mean length in terms. */
  readonly averageLength: number;
  /** In how many of them the term of this {@link termHash} occurs; 0 when the table lacks it. */
  documentFrequency(hash: number): number;
}

/**
 * Reads a word table. Its first line holds the number of documents and their mean length in terms, separated by a
 * space; each further line a document frequency and the terms that have it, all separated by spaces. Throws
 * SyntaxError, naming the line, for text of another form.
 */
export function parseWordTable(source: string): WordTable {
  const lines = source.split('\n');
  const [documentCount, averageLength] = (lines[0] ?? '').split(' ').map(Number);
  if (!isPositive(documentCount) || !isPositive(averageLength)) throw malformed(1);
  const frequencies = new Map<number, number>();
  lines.slice(1).forEach((line, index) => {
    if (line === '') return;
    const [frequency, ...terms] = line.split(' ');
    const count = Number(frequency);
    if (!Number.isInteger(count) || !isPositive(count) || terms.length === 0) throw malformed(index + 2);
    for (const term of terms) frequencies.set(termHash(term), count);
  });
  return {
    documentCount,
    averageLength,
    documentFrequency: (hash) => frequencies.get(hash) ?? 0,
  };
}

/**
 * Inverse document frequency as BM25 takes it: ln(1 + (N - df + 0.5) / (df + 0.5)) (Robertson and Zaragoza 2009, kept
 * above 0 as Lucene does). A term that the table lacks counts as rarer than all it has.
 */
export function inverseDocumentFrequency(table: WordTable, hash: number): number {
  const frequency = Math.min(table.documentFrequency(hash), table.documentCount);
  return Math.log(1 + (table.documentCount - frequency + 0.5) / (frequency + 0.5));
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}

function malformed(line: number): SyntaxError {
  return new SyntaxError(`Line ${line} of the word table is not of its form. Make the table again.`);
}
