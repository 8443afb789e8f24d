import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmbedder } from '@tmws/embeddings';
import type { Embedder } from '@tmws/engine';

const split = (values: Float32Array, dimensions: number): readonly Float32Array[] =>
  Array.from({ length: values.length / dimensions }, (_, place) =>
    values.subarray(place * dimensions, (place + 1) * dimensions),
  );

/**
 * The vectors of stored texts, in their order, embedded one after the other, as the indexer does. They are kept in a
 * file of the folder that is named by the digest of texts and model, and taken from it the next time.
 */
export const embedPassages = async (
  embedder: Embedder,
  texts: readonly string[],
  folder: string,
): Promise<readonly Float32Array[]> => {
  const digest = createHash('sha256')
    .update(JSON.stringify([embedder.model.tag, texts]))
    .digest('hex');
  const file = join(folder, `bench-vectors-${digest}.bin`);
  if (existsSync(file)) {
    const values = new Float32Array(new Uint8Array(readFileSync(file)).buffer);
    return split(values, embedder.model.dimensions);
  }
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await embedder.embedPassage(text));
  writeFileSync(file, Buffer.concat(vectors.map((vector) => new Uint8Array(vector.slice().buffer))));
  return vectors;
};

/** How many of these texts the model embeds a second with nothing else to do, one after the other. */
export const embeddingSpeed = async (texts: readonly string[]): Promise<number> => {
  const embedder = await createEmbedder({ modelDirs: [] });
  try {
    await embedder.whenReady(new AbortController().signal);
    const begin = performance.now();
    for (const text of texts) await embedder.embedPassage(text);
    return texts.length / ((performance.now() - begin) / 1_000);
  } finally {
    await embedder.close();
  }
};

/** The vectors of requests, in their order. */
export const embedRequests = async (embedder: Embedder, texts: readonly string[]): Promise<readonly Float32Array[]> => {
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await embedder.embedQuery(text));
  return vectors;
};
