import { termHash } from './term-hash.ts';
import { visitTerms } from './tokenize.ts';

/** A text of a document and how many times it counts: a name twice, a body once. */
export interface WeightedText {
  readonly text: string;
  /** A whole number of at least 1; 1 when absent. */
  readonly times?: number;
}

const HEADER_BYTES = 4;
const HASH_BYTES = 4;
const COUNT_BYTES = 2;
const PAIR_BYTES = HASH_BYTES + COUNT_BYTES;
const MAX_COUNT = 0xffff;

/** How often each term (by its {@link termHash}) occurs in the texts of one document, each text weighted by `times`. */
export function countTerms(texts: readonly WeightedText[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { text, times = 1 } of texts) {
    visitTerms(text, (term) => {
      const hash = termHash(term);
      counts.set(hash, (counts.get(hash) ?? 0) + times);
    });
  }
  return counts;
}

/**
 * A document's term counts in the form that {@link countOf} reads without decoding, little-endian: the document's
 * length in terms (uint32), the n term hashes in ascending order (uint32 each), their n counts (uint16 each, larger
 * ones cut to 65,535). 4 + 6n bytes.
 */
export function encodeTermFrequencies(counts: ReadonlyMap<number, number>): Uint8Array {
  const hashes = Uint32Array.from(counts.keys()).sort();
  const encoded = new Uint8Array(HEADER_BYTES + hashes.length * PAIR_BYTES);
  const view = new DataView(encoded.buffer);
  const countsFrom = HEADER_BYTES + hashes.length * HASH_BYTES;
  let length = 0;
  hashes.forEach((hash, index) => {
    const count = counts.get(hash) ?? 0;
    length += count;
    view.setUint32(HEADER_BYTES + index * HASH_BYTES, hash, true);
    view.setUint16(countsFrom + index * COUNT_BYTES, Math.min(count, MAX_COUNT), true);
  });
  view.setUint32(0, Math.min(length, 0xffffffff), true);
  return encoded;
}

/** The document's length in terms. Throws RangeError for bytes that {@link encodeTermFrequencies} cannot have written. */
export function lengthOf(encoded: Uint8Array): number {
  return viewOf(encoded).getUint32(0, true);
}

/**
 * How often the term of this hash occurs in the document, 0 when it does not. Throws RangeError for bytes that
 * {@link encodeTermFrequencies} cannot have written.
 */
export function countOf(encoded: Uint8Array, hash: number): number {
  const view = viewOf(encoded);
  const size = (encoded.byteLength - HEADER_BYTES) / PAIR_BYTES;
  let low = 0;
  let high = size - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = view.getUint32(HEADER_BYTES + middle * HASH_BYTES, true);
    if (found === hash) return view.getUint16(HEADER_BYTES + size * HASH_BYTES + middle * COUNT_BYTES, true);
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

function viewOf(encoded: Uint8Array): DataView {
  const { byteLength } = encoded;
  if (byteLength < HEADER_BYTES || (byteLength - HEADER_BYTES) % PAIR_BYTES !== 0) {
    throw new RangeError(
      `A record of term frequencies has ${byteLength} bytes, which none can have. Rebuild the index.`,
    );
  }
  return new DataView(encoded.buffer, encoded.byteOffset, byteLength);
}
