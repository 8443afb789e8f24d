import type { VectorCache } from '@tmws/engine';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_DIGESTS = 1_000;
const BYTES_PER_NUMBER = 4;

const toBytes = (vector: Float32Array): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(vector.length * BYTES_PER_NUMBER));
  vector.forEach((value, index) => {
    bytes.setFloat32(index * BYTES_PER_NUMBER, value, true);
  });
  return new Uint8Array(bytes.buffer);
};

const toVector = (bytes: Uint8Array): Float32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / BYTES_PER_NUMBER }, (_, index) =>
    view.getFloat32(index * BYTES_PER_NUMBER, true),
  );
};

/** Vectors of texts that were embedded before. */
export const createVectorCache = (session: Session): VectorCache => ({
  find: async (model, digests) => {
    const vectors = new Map<string, Float32Array>();
    for (const chunk of inChunks([...new Set(digests)], MOST_DIGESTS)) {
      const rows = await session.database
        .selectFrom('vectors')
        .select(['digest', 'vector'])
        .where('model', '=', model)
        .where('digest', 'in', chunk)
        .execute();
      for (const row of rows) vectors.set(row.digest, toVector(row.vector));
    }
    return vectors;
  },
  save: async (model, vectors) => {
    const at = session.now().getTime();
    for (const chunk of inChunks([...vectors], MOST_DIGESTS)) {
      await session.database
        .insertInto('vectors')
        .values(chunk.map(([digest, vector]) => ({ model, digest, vector: toBytes(vector), created_at: at })))
        .onConflict((conflict) => conflict.columns(['model', 'digest']).doNothing())
        .execute();
    }
  },
});
