import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Embedder } from '@tmws/engine';

/** Vectors in the order of their texts, and how fast they came. */
export interface EmbeddedTexts {
  readonly vectors: readonly Float32Array[];
  /** Texts a second with nothing else to do, in the run that made the file. */
  readonly textsPerSecond: number;
}

const SPEED_BYTES = 8;

const split = (values: Float32Array, dimensions: number): readonly Float32Array[] =>
  Array.from({ length: values.length / dimensions }, (_, place) =>
    values.subarray(place * dimensions, (place + 1) * dimensions),
  );

/**
 * Embeds stored texts one after the other, as the indexer does, or takes them from the file of an earlier run over the
 * same texts with the same model. The file begins with the digest of both and the speed.
 */
export const embedPassages = async (
  embedder: Embedder,
  texts: readonly string[],
  cacheFile: string,
): Promise<EmbeddedTexts> => {
  const digest = createHash('sha256')
    .update(JSON.stringify([embedder.model.tag, texts]))
    .digest();
  if (existsSync(cacheFile)) {
    const content = readFileSync(cacheFile);
    if (content.subarray(0, digest.length).equals(digest)) {
      const values = new Float32Array(new Uint8Array(content.subarray(digest.length + SPEED_BYTES)).buffer);
      const textsPerSecond = content.readDoubleLE(digest.length);
      return { vectors: split(values, embedder.model.dimensions), textsPerSecond };
    }
  }
  const begin = performance.now();
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await embedder.embedPassage(text));
  const textsPerSecond = texts.length / ((performance.now() - begin) / 1_000);
  const speed = Buffer.alloc(SPEED_BYTES);
  speed.writeDoubleLE(textsPerSecond);
  const content = vectors.map((vector) => new Uint8Array(vector.slice().buffer));
  writeFileSync(cacheFile, Buffer.concat([digest, speed, ...content]));
  return { vectors, textsPerSecond };
};

/** The vectors of requests, in their order. */
export const embedRequests = async (embedder: Embedder, texts: readonly string[]): Promise<readonly Float32Array[]> => {
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await embedder.embedQuery(text));
  return vectors;
};
