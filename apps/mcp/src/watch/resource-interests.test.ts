import { Pattern } from '@tmws/contract';
import { expect, test } from 'vitest';
import { createResourceInterests } from './resource-interests.ts';

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
