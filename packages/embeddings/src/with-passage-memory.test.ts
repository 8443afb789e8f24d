import { createStubEmbedder } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { withPassageMemory } from './with-passage-memory.ts';

const counting = (capacity?: number) => {
  const asked: string[] = [];
  const inner = createStubEmbedder();
  const embedder = withPassageMemory(
    {
      ...inner,
      embedPassage: (text, signal) => {
        asked.push(text);
        return text === 'refused' ? Promise.reject(new Error('enough')) : inner.embedPassage(text, signal);
      },
    },
    capacity,
  );
  return { asked, embedder };
};

test('a text that two ask for is embedded once, at the same moment or later, and each gets a vector of its own', async () => {
  const { asked, embedder } = counting();
  const [first, second, other] = await Promise.all(['a', 'a', 'b'].map((text) => embedder.embedPassage(text)));
  first?.fill(0);
  expect(await embedder.embedPassage('a')).toEqual(second);
  expect(asked).toEqual(['a', 'b']);
  expect(other).not.toEqual(second);
});

test('only the last texts are remembered', async () => {
  const { asked, embedder } = counting(2);
  for (const text of ['a', 'b', 'c', 'b', 'a']) await embedder.embedPassage(text);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('a text that failed is tried anew, and an aborted call asks for nothing', async () => {
  const { asked, embedder } = counting();
  for (const _ of [1, 2]) await expect(embedder.embedPassage('refused')).rejects.toThrow('enough');
  await expect(embedder.embedPassage('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(asked).toEqual(['refused', 'refused']);
});
