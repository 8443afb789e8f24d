import { describe, expect, test } from 'vitest';
import { FLAT_WORD_TABLE } from '../testing/flat-word-table.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { clusterRequests } from './cluster-requests.ts';
import { takeTurns } from './turn.ts';

const searched = (query: string, count = 1, agentId = 'ann', namespace = 'team') => ({
  namespace,
  agentId,
  query,
  count,
});

const embedder = createStubEmbedder({ synonyms: { k8s: 'kubernetes' } });

const cluster = async (entries: readonly ReturnType<typeof searched>[], basis: 'meaning' | 'words') => {
  const queries = basis === 'words' ? [] : entries.map(({ query }) => query);
  const vectors = new Map(
    await Promise.all(queries.map(async (query) => [query, await embedder.embedQuery(query)] as const)),
  );
  return clusterRequests(entries, { vectors, mark: 0.6, wordTable: FLAT_WORD_TABLE, turn: takeTurns(undefined) });
};

describe('Requests', () => {
  test('that mean the same are put together, the most frequent first', async () => {
    const entries = [
      searched('k8s secrets', 1),
      searched('bake bread', 2),
      searched('kubernetes secrets', 3),
      searched('kubernetes secrets', 2, 'bob'),
    ];
    expect(await cluster(entries, 'meaning')).toEqual([
      {
        namespace: 'team',
        requests: [
          { query: 'kubernetes secrets', count: 5 },
          { query: 'k8s secrets', count: 1 },
        ],
        agentIds: ['ann', 'bob'],
        basis: 'meaning',
      },
      { namespace: 'team', requests: [{ query: 'bake bread', count: 2 }], agentIds: ['ann'], basis: 'meaning' },
    ]);
  });

  test('without vectors are put together by their words, and the cluster tells', async () => {
    const entries = [searched('rotate secrets', 2), searched('secrets rotate daily'), searched('k8s secrets')];
    const clusters = await cluster(entries, 'words');
    expect(clusters.map(({ requests, basis }) => [requests.map(({ query }) => query), basis])).toEqual([
      [['rotate secrets', 'secrets rotate daily'], 'words'],
      [['k8s secrets'], 'words'],
    ]);
  });

  test('that differ in case and outer spaces alone are one', async () => {
    const [found, ...others] = await cluster([searched('Bread '), searched('bread', 1, 'bob')], 'words');
    expect(others).toEqual([]);
    expect(found?.requests).toMatchObject([{ count: 2 }]);
  });

  test('of different namespaces are never put together', async () => {
    const entries = [searched('bread'), searched('bread', 1, 'bob', 'elsewhere')];
    const clusters = await cluster(entries, 'meaning');
    expect(clusters.map(({ namespace, agentIds }) => [namespace, agentIds])).toEqual([
      ['team', ['ann']],
      ['elsewhere', ['bob']],
    ]);
  });
});
