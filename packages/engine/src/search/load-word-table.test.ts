import { inverseDocumentFrequency, termHash, tokenize } from '@tmws/domain';
import { expect, test } from 'vitest';
import { loadWordTable } from './load-word-table.ts';

test('the table that ships knows which words are common and which are rare', async () => {
  const table = await loadWordTable();
  const weight = (word: string): number => inverseDocumentFrequency(table, termHash(tokenize(word)[0] ?? word));
  expect(weight('the')).toBeLessThan(weight('database'));
  expect(weight('database')).toBeLessThan(weight('zyzzyva'));
});
