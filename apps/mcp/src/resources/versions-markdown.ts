import type { Pattern, VersionNode } from '@tmws/contract';
import { patternFacts } from './pattern-markdown.ts';

const INDENT = '  ';

/** A version of the tree with those made from it. */
interface Branch {
  readonly pattern: Pattern;
  readonly isParentDeleted: boolean;
  readonly depth: number;
}

/** The tree from its roots, each version before those made from it; siblings in the order given. */
const branches = (nodes: readonly VersionNode[]): readonly Branch[] => {
  const ids = new Set(nodes.map(({ pattern }) => pattern?.id));
  const below = (parent: string | undefined, depth: number): readonly Branch[] =>
    nodes.flatMap(({ pattern, parentDeleted }) => {
      if (pattern === undefined) return [];
      const { parentPatternId } = pattern;
      // What was made from a version that is not in the tree, deleted or unreadable, is a root of it.
      if ((ids.has(parentPatternId) ? parentPatternId : undefined) !== parent) return [];
      return [{ pattern, isParentDeleted: parentDeleted, depth }, ...below(pattern.id, depth + 1)];
    });
  return below(undefined, 0);
};

const line = ({ pattern, isParentDeleted, depth }: Branch): string => {
  const marks = [
    ...(pattern.isHead ? ['what search shows'] : []),
    ...(isParentDeleted ? ['made from a deleted version'] : []),
  ];
  const marked = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  return `${INDENT.repeat(depth)}- ${patternFacts(pattern)}, id:${pattern.id}${marked}`;
};

/** A version tree as a nested Markdown list. */
export const versionsMarkdown = (nodes: readonly VersionNode[]): string => {
  const name = nodes[0]?.pattern?.patternName ?? '';
  return [`# Versions of ${name}`, branches(nodes).map(line).join('\n')].join('\n\n');
};
