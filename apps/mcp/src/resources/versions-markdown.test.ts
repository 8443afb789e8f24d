import { type Pattern, VersionNode } from '@tmws/contract';
import { expect, test } from 'vitest';
import { versionsMarkdown } from './versions-markdown.ts';

const node = (id: string, version: string, more: Partial<Pattern> = {}, parentDeleted = false) =>
  VersionNode.fromPartial({
    pattern: { id, version, patternName: 'Mooring', category: 'airships', agentId: 'ann', ...more },
    parentDeleted,
  });

test('a branching tree is a nested list, and what lost its parent is a root', () => {
  const nodes = [
    node('a', '1.0.0'),
    node('b', '1.1.0', { parentPatternId: 'a' }),
    node('c', '2.0.0', { parentPatternId: 'a', isHead: true, usageCount: 3, successRate: 0.5, effectiveness: 0.25 }),
    node('d', '1.1.1', { parentPatternId: 'b' }),
    node('e', '3.0.0', { parentPatternId: 'gone' }, true),
  ];
  expect(versionsMarkdown(nodes).split('\n')).toEqual([
    '# Versions of Mooring',
    '',
    '- airships, by ann, version 1.0.0, never used, id:a',
    '  - airships, by ann, version 1.1.0, never used, id:b',
    '    - airships, by ann, version 1.1.1, never used, id:d',
    '  - airships, by ann, version 2.0.0, 3 uses, success rate 0.50, effectiveness 0.25, id:c (what search shows)',
    '- airships, by ann, version 3.0.0, never used, id:e (made from a deleted version)',
  ]);
});
