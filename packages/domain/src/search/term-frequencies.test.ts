import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOf, countTerms, encodeTermFrequencies, lengthOf } from './term-frequencies.ts';
import { termHash } from './term-hash.ts';

const hash = fc.integer({ min: 0, max: 0xffffffff });
const count = fc.integer({ min: 1, max: 0xffff });

test('counts each text as often as it is weighted', () => {
  const counts = countTerms([{ text: 'pdf merge', times: 2 }, { text: 'Merge two PDFs into one pdf' }]);
  expect(counts.get(termHash('pdf'))).toBe(3);
  expect(counts.get(termHash('merge'))).toBe(3);
  expect(counts.get(termHash('into'))).toBe(1);
});

test('gives back every count and the length, at any place in a larger buffer', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, count)), fc.array(hash), fc.nat({ max: 7 }), (pairs, others, shift) => {
      const counts = new Map(pairs);
      const encoded = encodeTermFrequencies(counts);
      const larger = new Uint8Array(encoded.length + shift);
      larger.set(encoded, shift);
      const stored = larger.subarray(shift);
      expect(lengthOf(stored)).toBe([...counts.values()].reduce((sum, value) => sum + value, 0));
      for (const asked of [...counts.keys(), ...others]) expect(countOf(stored, asked)).toBe(counts.get(asked) ?? 0);
    }),
  );
});

test('does not depend on the order in which terms were counted', () => {
  const counts = [
    [3, 1],
    [0xfffffffe, 2],
    [5, 4],
  ] as const;
  expect(encodeTermFrequencies(new Map(counts))).toEqual(encodeTermFrequencies(new Map(counts.toReversed())));
});

test('cuts a count that does not fit and keeps the length whole', () => {
  const encoded = encodeTermFrequencies(new Map([[1, 100_000]]));
  expect(countOf(encoded, 1)).toBe(65_535);
  expect(lengthOf(encoded)).toBe(100_000);
});

test('refuses bytes that it cannot have written', () => {
  expect(() => lengthOf(new Uint8Array(3))).toThrow('3 bytes');
  expect(() => countOf(new Uint8Array(11), 1)).toThrow(RangeError);
});
