import type { Embedder, EmbeddingModel } from '@tmws/engine';
import { createStubEmbedder, type StubEmbedder } from '@tmws/engine/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { withQueryCache } from './with-query-cache.ts';

let stub: StubEmbedder;
let model: EmbeddingModel;
let asked: string[];
let embedder: Embedder;

beforeEach(() => {
  stub = createStubEmbedder();
  model = stub.model;
  asked = [];
  const counted: Embedder = {
    get model() {
      return model;
    },
    state: () => stub.state(),
    whenReady: (signal) => stub.whenReady(signal),
    embedQuery: (text, signal) => {
      asked.push(text);
      return stub.embedQuery(text, signal);
    },
    embedPassage: (text, signal) => stub.embedPassage(text, signal),
    close: () => stub.close(),
  };
  embedder = withQueryCache(counted, 3);
});

describe('withQueryCache', () => {
  test('pays for a repeated request once', async () => {
    const first = await embedder.embedQuery('a cat');
    expect(await embedder.embedQuery('a cat')).toEqual(first);
    expect(asked).toEqual(['a cat']);
  });

  test('forgets the request that was asked longest ago', async () => {
    for (const text of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await embedder.embedQuery(text);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  test('hands out no vector that a caller could change for others', async () => {
    const first = await embedder.embedQuery('a');
    const kept = first.slice();
    first.fill(0);
    const second = await embedder.embedQuery('a');
    expect(second).toEqual(kept);
    second.fill(0);
    expect(await embedder.embedQuery('a')).toEqual(kept);
  });

  test('keeps no failure, and hides no outage', async () => {
    await embedder.embedQuery('a');
    stub.setState({ kind: 'unavailable', reason: 'Gone. Wait.' });
    expect(embedder.state()).toEqual({ kind: 'unavailable', reason: 'Gone. Wait.' });
    for (const text of ['a', 'b']) await expect(embedder.embedQuery(text)).rejects.toThrow('Gone. Wait.');
    stub.setState({ kind: 'ready' });
    await embedder.embedQuery('a');
    await embedder.embedQuery('b');
    expect(asked).toEqual(['a', 'a', 'b', 'b']);
  });

  test('gives a caller that has given up nothing', async () => {
    await embedder.embedQuery('a');
    await expect(embedder.embedQuery('a', AbortSignal.abort(new Error('gave up')))).rejects.toThrow('gave up');
  });

  test('takes no vector of one model for one of another', async () => {
    await embedder.embedQuery('a');
    model = { ...model, tag: 'stub-2' };
    await embedder.embedQuery('a');
    expect(asked).toEqual(['a', 'a']);
    expect(embedder.model.tag).toBe('stub-2');
  });

  test('leaves passages as they are', async () => {
    for (const text of ['p', 'p']) expect(await embedder.embedPassage(text)).toHaveLength(model.dimensions);
    expect(stub.passages()).toEqual(['p', 'p']);
    await embedder.whenReady(AbortSignal.timeout(1_000));
    await embedder.close();
  });
});
