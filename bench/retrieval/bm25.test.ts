import { describe, expect, test } from 'vitest';
import { bestPlaces, createBm25, plainTerms } from './bm25.ts';

const collection = (...texts: readonly string[]) =>
  createBm25(
    texts.map((text) => [{ text, times: 1 }]),
    plainTerms,
  );

describe('the baseline by words', () => {
  test('puts the document with the rarer word first', () => {
    const scores = collection('pool of connections', 'pool of water', 'pool party').score('pool connections');
    expect(bestPlaces(scores, 1)).toEqual([0]);
    expect(Math.max(...scores)).toBeLessThan(1);
  });

  test('takes pairs of characters where words have no spaces', () => {
    expect(plainTerms('東京都 React入門')).toEqual(['東京', '京都', 'react', '入門']);
    expect(bestPlaces(collection('大阪の天気', '東京の天気').score('東京'), 1)).toEqual([1]);
  });

  test('gives nothing for a request without words', () => {
    expect([...collection('a', 'b').score('?!')]).toEqual([0, 0]);
  });
});
