import { createStubEmbedder } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { withJoinedPassages } from './with-joined-passages.ts';

const counting = () => {
  const asked: string[] = [];
  const inner = createStubEmbedder();
  const embedder = withJoinedPassages({
    ...inner,
    embedPassage: (text, signal) => {
      asked.push(text);
      return inner.embedPassage(text, signal);
    },
  });
  return { asked, embedder };
};

test('a text that two ask for at once is embedded once, and each gets a vector of its own', async () => {
  const { asked, embedder } = counting();
  const [first, second, other] = await Promise.all(['a', 'a', 'b'].map((text) => embedder.embedPassage(text)));
  expect(asked).toEqual(['a', 'b']);
  expect(first).toEqual(second);
  expect(first).not.toBe(second);
  expect(other).not.toEqual(first);
});

test('a text that is asked for again later is embedded again, also after a failure', async () => {
  const { asked, embedder } = counting();
  await embedder.embedPassage('a');
  await expect(embedder.embedPassage('a', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  await embedder.embedPassage('a');
  expect(asked).toEqual(['a', 'a']);
});
