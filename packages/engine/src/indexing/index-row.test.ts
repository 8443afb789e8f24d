import { countOf, termHash } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { rowStamp, toIndexRow } from './index-row.ts';

const { model, embedPassage } = createStubEmbedder();
const pattern = buildPattern({
  id: 'p',
  patternName: 'connection_pool',
  patternData: { description: 'Reuse sockets.' },
});

describe('the row of a pattern', () => {
  test('holds what filters need, its words and its vector, and no counters', async () => {
    const vector = await embedPassage('x');
    const row = toIndexRow(pattern, [], { model, vector });
    expect(row).toMatchObject({ id: 'p', agentId: 'ann', namespace: 'team-a', isHead: true, model: 'stub-1', vector });
    expect(row.words.split(' ').filter((word) => word === 'connection')).toHaveLength(2);
    expect(countOf(row.termFrequencies, termHash('connection'))).toBe(2);
    expect(Object.keys(row)).not.toContain('usage');
  });

  test('counts in its words exactly what its term frequencies count', () => {
    const row = toIndexRow(pattern, [{ source: 'a.md', text: 'sockets, sockets — 接続プール' }], {
      model,
      vector: undefined,
    });
    const words = row.words.split(' ').filter((word) => word !== '');
    for (const word of new Set(words)) {
      expect(countOf(row.termFrequencies, termHash(word))).toBe(words.filter((other) => other === word).length);
    }
  });

  test('names no model without a vector', () => {
    expect(toIndexRow(pattern, [], { model, vector: undefined })).toMatchObject({
      model: undefined,
      vector: undefined,
      neutralVector: undefined,
    });
  });
});

describe('the stamp of a row', () => {
  test('changes with revision, status, head and time of update, and not with use', () => {
    const stamps = [
      pattern,
      { ...pattern, revision: 2 },
      { ...pattern, status: 'RETIRED' as const },
      { ...pattern, isHead: false },
      { ...pattern, updatedAt: new Date(1) },
    ].map(rowStamp);
    expect(new Set(stamps).size).toBe(stamps.length);
    const used = { ...pattern, usage: { ...pattern.usage, usageCount: 9 } };
    expect(rowStamp(used)).toBe(stamps[0]);
  });
});
