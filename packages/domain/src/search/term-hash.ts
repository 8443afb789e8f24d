const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * 32-bit FNV-1a hash of a term's UTF-8 bytes (Fowler, Noll, Vo; draft-eastlake-fnv), 0 to 2^32 - 1. Stored records
 * hold it in place of the term: do not change it without rebuilding them.
 */
export function termHash(term: string): number {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < term.length; index += 1) {
    const code = term.codePointAt(index) ?? 0;
    if (code < 0x80) {
      hash = mix(hash, code);
      continue;
    }
    if (code < 0x800) {
      hash = mix(hash, 0xc0 | (code >> 6));
    } else {
      if (code < 0x10000) {
        hash = mix(hash, 0xe0 | (code >> 12));
      } else {
        hash = mix(mix(hash, 0xf0 | (code >> 18)), 0x80 | ((code >> 12) & 0x3f));
        index += 1;
      }
      hash = mix(hash, 0x80 | ((code >> 6) & 0x3f));
    }
    hash = mix(hash, 0x80 | (code & 0x3f));
  }
  return hash >>> 0;
}

function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, PRIME);
}
