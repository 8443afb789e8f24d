import { type Pattern, PatternStatus, type VersionNode } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { countText, scoreText } from './number-text.ts';

interface Branch {
  readonly line: string;
  readonly children: readonly Branch[];
}

/** Uses and outcomes of a version, as "20 uses, success 0.95 (19/20)". */
export const recordText = ({
  usageCount,
  successCount,
  failureCount,
  successRate,
}: Pick<Pattern, 'usageCount' | 'successCount' | 'failureCount' | 'successRate'>): string => {
  const outcomes = successCount + failureCount;
  const uses = countText(usageCount, 'use');
  return outcomes === 0 ? uses : `${uses}, success ${scoreText(successRate)} (${successCount}/${outcomes})`;
};

const versionLine = (page: Page, { pattern, probabilityBetterThanParent }: VersionNode): string => {
  if (pattern === undefined) return '';
  const status = pattern.status === PatternStatus.ACTIVE ? [] : [page.yellow(enumText(PatternStatus, pattern.status))];
  const better =
    probabilityBetterThanParent === undefined
      ? []
      : [`better than its parent with probability ${scoreText(probabilityBetterThanParent)}`];
  return [
    page.bold(plainLine(pattern.version)),
    ...(pattern.isHead ? [page.green('head')] : []),
    ...status,
    recordText(pattern),
    ...better,
    page.dim(pattern.id),
  ].join('  ');
};

const draw = (branches: readonly Branch[]): readonly string[] =>
  branches.flatMap(({ line, children }, index) => {
    const isLast = index === branches.length - 1;
    const [first = '', ...rest] = [line, ...draw(children)];
    return [`${isLast ? '└─ ' : '├─ '}${first}`, ...rest.map((below) => `${isLast ? '   ' : '│  '}${below}`)];
  });

/** The versions of a pattern as a tree, each under its parent; those of a deleted one under its place. */
export const versionTree = (page: Page, versions: readonly VersionNode[]): string => {
  const known = new Set(versions.map(({ pattern }) => pattern?.id));
  const childrenOf = (id: string | undefined): readonly Branch[] =>
    versions
      .filter(({ pattern }) => id !== undefined && pattern?.parentPatternId === id)
      .map((node) => ({ line: versionLine(page, node), children: childrenOf(node.pattern?.id) }));
  const gone = new Set(
    versions.flatMap(({ pattern }) => {
      const parent = pattern?.parentPatternId;
      return parent === undefined || known.has(parent) ? [] : [parent];
    }),
  );
  const roots: readonly Branch[] = [
    ...versions
      .filter(({ pattern }) => pattern?.parentPatternId === undefined)
      .map((node) => ({ line: versionLine(page, node), children: childrenOf(node.pattern?.id) })),
    ...[...gone].map((id) => ({ line: page.dim(`(deleted)  ${id}`), children: childrenOf(id) })),
  ];
  const name = versions[0]?.pattern?.patternName ?? '';
  return [page.bold(plainLine(name)), ...roots.flatMap(({ line, children }) => [line, ...draw(children)])].join('\n');
};
