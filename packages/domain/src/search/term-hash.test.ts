import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termHash } from './term-hash.ts';

test('agrees with the published values of FNV-1a', () => {
  expect(termHash('')).toBe(0x811c9dc5);
  expect(termHash('a')).toBe(0xe40c292c);
  expect(termHash('foobar')).toBe(0xbf9cf968);
});

test('hashes the UTF-8 bytes of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      let hash = 0x811c9dc5;
      for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
      expect(termHash(text)).toBe(hash >>> 0);
    }),
  );
});
