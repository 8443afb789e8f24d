import { expect, test } from 'vitest';
import { pageSizeOf } from './page-size.ts';

test('a page has 50 items where none are asked for, and as many as are asked for up to 200 [search.limit]', () => {
  expect([0, 1, 200].map(pageSizeOf)).toEqual([50, 1, 200]);
});

test.each([-1, 201, 1.5, Number.NaN])('a page of %d items is refused [search.limit]', (size) => {
  expect(() => pageSizeOf(size)).toThrow(expect.objectContaining({ reason: 'INVALID_FIELD' }));
});
