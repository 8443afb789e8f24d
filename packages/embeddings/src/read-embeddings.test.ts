import { describe, expect, test } from 'vitest';
import { readEmbeddings } from './read-embeddings.ts';

const read = (data: unknown, count = 1): readonly Float32Array[] => readEmbeddings(JSON.stringify({ data }), count);

describe('readEmbeddings', () => {
  test('gives vectors of length 1 in the order of the texts', () => {
    const vectors = read(
      [
        { index: 1, embedding: [0, 2] },
        { index: 0, embedding: [3, 4] },
      ],
      2,
    );
    expect(vectors.map((vector) => [...vector])).toEqual([
      [expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)],
      [0, 1],
    ]);
  });

  test('takes the order of the answer where it names none, and leaves zeros as they are', () => {
    expect(read([{ embedding: [2, 0] }, { embedding: [0, 0] }], 2).map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test.each([
    ['no JSON', '<html>', /not that of an OpenAI-compatible/u],
    ['no data', '{}', /not that of an OpenAI-compatible/u],
    ['a list', '[1]', /not that of an OpenAI-compatible/u],
    ['an item without a vector', '{"data":[{"index":0}]}', /not that of an OpenAI-compatible/u],
    ['an item that is no object', '{"data":[7]}', /not that of an OpenAI-compatible/u],
    ['an empty vector', '{"data":[{"embedding":[]}]}', /not that of an OpenAI-compatible/u],
    ['too many vectors', '{"data":[{"embedding":[1]},{"embedding":[1]}]}', /2 vectors for 1 texts/u],
    ['no vector', '{"data":[]}', /0 vectors for 1 texts/u],
    ['a text in a vector', '{"data":[{"embedding":[1,"2"]}]}', /no number/u],
    ['null in a vector', '{"data":[{"embedding":[1,null]}]}', /no number/u],
    ['an endless number', '{"data":[{"embedding":[1e999]}]}', /no number/u],
    ['numbers too large to be squared', '{"data":[{"embedding":[1e200]}]}', /too long/u],
    ['another text’s vector', '{"data":[{"index":7,"embedding":[1]}]}', /not asked for/u],
    ['half an index', '{"data":[{"index":0.5,"embedding":[1]}]}', /not asked for/u],
  ])('refuses %s', (_what, body, message) => {
    expect(() => readEmbeddings(body, 1)).toThrow(
      expect.objectContaining({ fault: { kind: 'answer', problem: expect.stringMatching(message) } }),
    );
  });

  test('refuses vectors of different lengths and two for one text', () => {
    expect(() => read([{ embedding: [1] }, { embedding: [1, 2] }], 2)).toThrow('different lengths: 1, 2');
    expect(() =>
      read(
        [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
        2,
      ),
    ).toThrow('without a vector');
  });
});
