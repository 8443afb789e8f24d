import { isIn, tokenize } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { toIndexRow } from '../indexing/index-row.ts';
import type { IndexRow } from '../ports/pattern-index.ts';
import { buildPattern } from './build-pattern.ts';
import { createMemoryPatternIndex } from './memory-pattern-index.ts';
import { createStubEmbedder } from './stub-embedder.ts';

const embedder = createStubEmbedder();
const SPEC = { model: embedder.model.tag, dimensions: embedder.model.dimensions, preparation: 1 };
const EVERYTHING = isIn('namespace', ['team-a', 'team-b']);

const rowOf = async (id: string, description: string, namespace = 'team-a'): Promise<IndexRow> => {
  const pattern = buildPattern({ id, namespace, patternName: id, patternData: { description } });
  return toIndexRow(pattern, [], { model: embedder.model, vector: await embedder.embedPassage(description) });
};

const readyIndex = async () => {
  const index = createMemoryPatternIndex();
  await index.open(SPEC);
  await (await index.rebuild(SPEC)).commit();
  await index.upsert([
    await rowOf('cats', 'feed the cats every morning'),
    await rowOf('dogs', 'walk the dogs every morning'),
    await rowOf('birds', 'listen to birds', 'team-b'),
  ]);
  return index;
};

describe('the memory index', () => {
  test('is damaged until its first rebuild, and again under another model', async () => {
    const index = createMemoryPatternIndex();
    expect((await index.open(SPEC)).kind).toBe('damaged');
    await expect(index.count()).rejects.toMatchObject({ reason: 'INDEX_REBUILDING' });
    await (await index.rebuild(SPEC)).commit();
    expect((await index.open(SPEC)).kind).toBe('ready');
    expect((await index.open({ ...SPEC, model: 'other' })).kind).toBe('damaged');
  });

  test('searches by words among the rows that pass, best first, and leaves out what shares no word', async () => {
    const index = await readyIndex();
    const search = async (text: string, where = EVERYTHING) =>
      (await index.searchWords({ terms: tokenize(text), where, limit: 5 })).map(({ id }) => id);
    expect(await search('feed cats in the morning')).toEqual(['cats', 'dogs']);
    expect(await search('birds')).toEqual(['birds']);
    expect(await search('birds', isIn('namespace', ['team-a']))).toEqual([]);
  });

  test('searches by meaning, nearest first, within the limit', async () => {
    const index = await readyIndex();
    const vector = await embedder.embedQuery('walk dogs');
    const found = await index.searchMeaning({ vector, space: 'plain', where: EVERYTHING, limit: 2 });
    expect(found[0]?.id).toBe('dogs');
    expect(found).toHaveLength(2);
    expect(await index.searchMeaning({ vector, space: 'neutral', where: EVERYTHING, limit: 2 })).toEqual([]);
  });

  test('serves a rebuilt index from its commit on, and the old one after an abort', async () => {
    const index = await readyIndex();
    const aborted = await index.rebuild(SPEC);
    await aborted.abort();
    expect(await index.count()).toBe(3);
    const rebuild = await index.rebuild(SPEC);
    await rebuild.upsert([await rowOf('new', 'new'), await rowOf('old', 'old')]);
    await rebuild.remove(['old']);
    expect(await index.count()).toBe(3);
    const before = index.generation();
    await rebuild.commit();
    expect([...index.rows().keys()]).toEqual(['new']);
    expect(index.generation()).toBe(before + 1);
  });

  test('gives the stamps of all rows', async () => {
    const index = await readyIndex();
    await index.remove(['cats']);
    const ids: string[] = [];
    for await (const page of index.stamps()) ids.push(...page.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(['birds', 'dogs']);
  });
});
