import { Pattern } from '@tmws/contract';
import { expect, test } from 'vitest';
import { createResourceInterests, MOST_INTERESTS } from './resource-interests.ts';

const version = (id: string, lineageId: string): Pattern => Pattern.fromPartial({ id, lineageId });

test('a change concerns the pattern and the tree that it belongs to', () => {
  const interests = createResourceInterests();
  interests.add('tmws://pattern/a');
  interests.add('tmws://pattern/a/versions');
  interests.add('tmws://elsewhere');
  expect(interests.concerned({ patternId: 'a', pattern: version('a', 'tree') })).toEqual([
    'tmws://pattern/a',
    'tmws://pattern/a/versions',
  ]);
  // From then on the lineage is known.
  expect(interests.concerned({ patternId: 'b', pattern: version('b', 'tree') })).toEqual(['tmws://pattern/a/versions']);
  expect(interests.concerned({ patternId: 'b', pattern: undefined })).toEqual(['tmws://pattern/a/versions']);
  expect(interests.concerned({ patternId: 'c', pattern: version('c', 'another') })).toEqual([]);
});

test('a version that goes away concerns a tree that it was known to be in', () => {
  const interests = createResourceInterests();
  interests.add('tmws://pattern/a/versions');
  interests.know('tmws://pattern/a/versions', [version('a', 'tree'), version('b', 'tree')]);
  expect(interests.concerned({ patternId: 'b', pattern: undefined })).toEqual(['tmws://pattern/a/versions']);
  interests.delete('tmws://pattern/a/versions');
  expect(interests.concerned({ patternId: 'b', pattern: undefined })).toEqual([]);
  expect(interests.uris()).toEqual([]);
});

test('there are so many at most, and what goes makes room', () => {
  const interests = createResourceInterests();
  for (let index = 0; index < MOST_INTERESTS; index += 1) interests.add(`tmws://pattern/${index}/versions`);
  expect(interests.add('tmws://pattern/a')).toBe(false);
  expect(interests.add('tmws://pattern/0/versions')).toBe(true);
  interests.delete('tmws://pattern/0/versions');
  expect(interests.add('tmws://pattern/a')).toBe(true);
  expect(interests.uris()).toHaveLength(MOST_INTERESTS);
});
