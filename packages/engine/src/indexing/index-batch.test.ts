import { expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { readIndexBatch, textDigest } from './index-batch.ts';
import { meaningText } from './pattern-texts.ts';

const { model } = createStubEmbedder();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a batch has the rows of what is there, names what is gone, and what is without a vector', async () => {
  const unitOfWork = createMemoryUnitOfWork();
  const known = buildPattern({ id: 'known' });
  const vector = new Float32Array(model.dimensions).fill(0.1);
  await unitOfWork.write(async (store) => {
    await store.patterns.insert(known);
    await store.patterns.insert(buildPattern({ id: 'new' }));
    await store.patterns.insert(buildPattern({ id: 'deleted', deletedAt: new Date() }));
    await store.vectors.save(model.tag, new Map([[textDigest(meaningText(known)), vector]]));
  });
  const batch = await unitOfWork.read((store) => readIndexBatch(store, ['known', 'new', 'deleted', 'unknown'], model));
  expect(batch.rows.map((row) => [row.id, row.vector, row.model])).toEqual([
    ['known', vector, model.tag],
    ['new', undefined, undefined],
  ]);
  expect(batch.gone).toEqual(['deleted', 'unknown']);
  expect([...batch.unembedded]).toEqual([['new', meaningText(buildPattern({ id: 'new' }))]]);
});

test('the text files of a skill are in its words; binary and very large ones are not [search.skill-files]', async () => {
  const unitOfWork = createMemoryUnitOfWork();
  await unitOfWork.write(async (store) => {
    await store.patterns.insert(buildPattern({ id: 'p' }));
    await store.skills.addFiles('p', [
      { path: 'a.md', mode: 0o644, digest: '1', content: bytes('zeppelin') },
      { path: 'b.bin', mode: 0o644, digest: '2', content: bytes('secret\0binary') },
      { path: 'c.txt', mode: 0o644, digest: '3', content: bytes(`huge ${'x'.repeat(1024 * 1024)}`) },
    ]);
  });
  const { rows } = await unitOfWork.read((store) => readIndexBatch(store, ['p'], model));
  const words = rows[0]?.words.split(' ') ?? [];
  expect(words).toContain('zeppelin');
  expect(words).not.toContain('binary');
  expect(words).not.toContain('huge');
});
