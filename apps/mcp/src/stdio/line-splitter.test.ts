import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

const split = (chunks: readonly Buffer[], mostBytes: number) => {
  const found: (string | readonly [string, string])[] = [];
  const take = createLineSplitter(mostBytes, {
    line: (text) => found.push(text),
    tooLong: (head, tail) => found.push([head, tail]),
  });
  for (const chunk of chunks) take(chunk);
  return found;
};

describe('lines', () => {
  test('are the same however their bytes arrive', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')));
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 7 }), (texts, size) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) =>
          bytes.subarray(place * size, (place + 1) * size),
        );
        expect(split(chunks, 1_000_000)).toEqual(texts);
      }),
    );
  });

  test('beyond the limit are passed over by their beginning and end, and the next one is read', () => {
    const long = `begin${'x'.repeat(50_000)}end`;
    const bytes = Buffer.from(`a\n${long}\nb\n`);
    for (const size of [bytes.length, 1_000, 7]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) =>
        bytes.subarray(place * size, (place + 1) * size),
      );
      expect(split(chunks, 10_000)).toEqual(['a', [long.slice(0, 1_024), long.slice(-1_024)], 'b']);
    }
  });

  test('of exactly the limit are read', () => {
    expect(split([Buffer.from('12345\n')], 5)).toEqual(['12345']);
    expect(split([Buffer.from('123456\n')], 5)).toEqual([['123456', '123456']]);
  });
});
