import { expect, test } from 'vitest';
import { fuseByRank } from './ask.ts';

test('rank fusion prefers what both lists have', () => {
  expect(fuseByRank(['a', 'b'], ['c', 'b'])[0]).toBe('b');
  expect(fuseByRank(['a'], [])).toEqual(['a']);
});
