import { type Pattern, PatternStatus, type VersionNode } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { fitLine, type LinePart } from './fit-line.ts';
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

const INDENT = 3;

const versionLine = (page: Page, { pattern, probabilityBetterThanParent }: VersionNode, depth: number): string => {
  if (pattern === undefined) return '';
  const status = { text: enumText(PatternStatus, pattern.status), mark: page.yellow };
  const parts: readonly LinePart[] = [
    { text: plainLine(pattern.version), mark: page.bold },
    ...(pattern.isHead ? [{ text: 'head', mark: page.green }] : []),
    ...(pattern.status === PatternStatus.ACTIVE ? [] : [status]),
    { text: recordText(pattern) },
    ...(probabilityBetterThanParent === undefined
      ? []
      : [{ text: `P(better than parent) ${scoreText(probabilityBetterThanParent)}` }]),
    { text: pattern.id, mark: page.dim },
  ];
  return fitLine(page, parts, depth * INDENT);
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
  const branchOf = (node: VersionNode, depth: number): Branch => ({
    line: versionLine(page, node, depth),
    children: childrenOf(node.pattern?.id, depth + 1),
  });
  const childrenOf = (id: string | undefined, depth: number): readonly Branch[] =>
    versions
      .filter(({ pattern }) => id !== undefined && pattern?.parentPatternId === id)
      .map((node) => branchOf(node, depth));
  const gone = new Set(
    versions.flatMap(({ pattern }) => {
      const parent = pattern?.parentPatternId;
      return parent === undefined || known.has(parent) ? [] : [parent];
    }),
  );
  const roots: readonly Branch[] = [
    ...versions.filter(({ pattern }) => pattern?.parentPatternId === undefined).map((node) => branchOf(node, 0)),
    ...[...gone].map((id) => ({ line: page.dim(`(deleted)  ${id}`), children: childrenOf(id, 1) })),
  ];
  const name = versions[0]?.pattern?.patternName ?? '';
  return [page.bold(plainLine(name)), ...roots.flatMap(({ line, children }) => [line, ...draw(children)])].join('\n');
};
