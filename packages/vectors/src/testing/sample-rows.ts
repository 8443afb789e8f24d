import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTerms, encodeTermFrequencies } from '@tmws/domain';
import type { IndexRow, IndexSpec, PatternIndex } from '@tmws/engine';
import { createLancePatternIndex, type LancePatternIndexOptions } from '../lance-pattern-index.ts';

/** A small spec for tests. */
export const SAMPLE_SPEC: IndexSpec = { model: 'sample', dimensions: 8, preparation: 1 };

/** A row with everything set; `words` also makes its term frequencies. */
export function sampleRow(row: Partial<IndexRow> & { readonly id: string }): IndexRow {
  const words = row.words ?? 'sample words';
  return {
    lineageId: row.id,
    patternName: `pattern ${row.id}`,
    agentId: 'ada',
    namespace: 'default',
    accessLevel: 'PUBLIC',
    status: 'ACTIVE',
    category: 'testing',
    subcategory: undefined,
    tags: [],
    sharedWithAgents: [],
    isHead: true,
    updatedAt: new Date('2026-01-02T03:04:05.678Z'),
    stamp: `stamp of ${row.id}`,
    words,
    termFrequencies: encodeTermFrequencies(countTerms([{ text: words }])),
    model: SAMPLE_SPEC.model,
    vector: undefined,
    neutralVector: undefined,
    ...row,
  };
}

/** A vector of length 1 that points along one axis, and a little along the next ones. */
export function axisVector(axis: number, tilt = 0): Float32Array {
  const vector = new Float32Array(SAMPLE_SPEC.dimensions);
  vector[axis] = Math.cos(tilt);
  vector[(axis + 1) % SAMPLE_SPEC.dimensions] = Math.sin(tilt);
  return vector;
}

/** A folder that goes when the test does. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tmws-vectors-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** An index in a folder of its own, built and empty; both go when the test does. */
export async function emptyIndex(
  options: Omit<LancePatternIndexOptions, 'uri'> = {},
): Promise<AsyncDisposable & { readonly index: PatternIndex; readonly path: string }> {
  const folder = await temporaryFolder();
  const index = createLancePatternIndex({ ...options, uri: folder.path });
  await index.open(SAMPLE_SPEC);
  const rebuild = await index.rebuild(SAMPLE_SPEC);
  await rebuild.commit();
  return {
    index,
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      await index.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
