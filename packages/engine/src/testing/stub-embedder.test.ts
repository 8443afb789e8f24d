import { dotProduct } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { createStubEmbedder } from './stub-embedder.ts';

describe('the stub embedder', () => {
  test('gives a text the same vector of length 1 each time', async () => {
    const embedder = createStubEmbedder();
    const vector = await embedder.embedQuery('pool the connections');
    expect(vector).toEqual(await createStubEmbedder().embedPassage('pool the connections'));
    expect(dotProduct(vector, vector)).toBeCloseTo(1, 5);
  });

  test('puts texts that share words nearer than texts that share none', async () => {
    const embedder = createStubEmbedder({ synonyms: { pool: 'reuse' } });
    const request = await embedder.embedQuery('reuse connections');
    const near = dotProduct(request, await embedder.embedPassage('pool connections'));
    const half = dotProduct(request, await embedder.embedPassage('open connections'));
    const far = dotProduct(request, await embedder.embedPassage('bake bread'));
    expect(near).toBeCloseTo(1, 5);
    expect(half).toBeGreaterThan(0.3);
    expect(far).toBeLessThan(0.3);
  });

  test('refuses texts while it is away, and tells who waits when it is back', async () => {
    const embedder = createStubEmbedder({ state: { kind: 'unavailable', reason: 'Start it.' } });
    await expect(embedder.embedQuery('a')).rejects.toMatchObject({ reason: 'EMBEDDER_UNAVAILABLE' });
    const ready = embedder.whenReady(new AbortController().signal);
    embedder.setState({ kind: 'loading' });
    embedder.setState({ kind: 'ready' });
    await ready;
    await embedder.embedPassage('a');
    expect(embedder.passages()).toEqual(['a']);
  });

  test('stops waiting when it is told to', async () => {
    const embedder = createStubEmbedder({ state: { kind: 'loading' } });
    const abort = new AbortController();
    const ready = embedder.whenReady(abort.signal);
    abort.abort(new Error('ending'));
    await expect(ready).rejects.toThrow('ending');
  });
});
