import { AccessLevel, type Pattern, PatternStatus } from '@tmws/contract';
import { enumText, type Page, plainLine, plainText, timeText } from '@tmws/terminal';
import { scoreText } from './number-text.ts';

const indent = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.map((item) => `- ${item}`).join('\n');
  }
  return JSON.stringify(value, undefined, 2);
};

const record = (pattern: Pattern): string => {
  if (pattern.usageCount === 0) return 'none yet';
  const unknown = pattern.usageCount - pattern.successCount - pattern.failureCount;
  return `${pattern.usageCount} (${pattern.successCount} good, ${pattern.failureCount} bad, ${unknown} unknown)`;
};

const facts = (pattern: Pattern): readonly (readonly [string, string])[] => [
  ['id', pattern.id],
  ['version', `${pattern.version}${pattern.isHead ? ' (shown by search)' : ''}`],
  ['category', [pattern.category, pattern.subcategory ?? ''].filter((part) => part !== '').join(' / ')],
  ['tags', pattern.tags.join(', ')],
  ['owner', `${pattern.namespace}/${pattern.agentId}`],
  ['access level', enumText(AccessLevel, pattern.accessLevel)],
  ['shared with', pattern.sharedWithAgents.join(', ')],
  ['status', enumText(PatternStatus, pattern.status)],
  [
    'deprecated',
    [pattern.deprecatedReason ?? '', pattern.replacedBy ?? ''].filter((part) => part !== '').join('; use '),
  ],
  ['uses', record(pattern)],
  ['confidence', scoreText(pattern.confidenceScore)],
  ['effectiveness', scoreText(pattern.effectiveness)],
  ['revision', String(pattern.revision)],
  ['created', timeText(pattern.createdAt)],
  ['updated', timeText(pattern.updatedAt)],
  ['last used', pattern.lastUsedAt === undefined ? '' : timeText(pattern.lastUsedAt)],
];

/** One pattern whole, for people: its facts, then every key of its content. */
export const patternText = (page: Page, pattern: Pattern): string => {
  const known = facts(pattern).filter(([, value]) => value !== '');
  const width = Math.max(...known.map(([name]) => name.length));
  const data = Object.entries(pattern.patternData ?? {}).filter(([, value]) => value !== '');
  return [
    page.bold(plainLine(pattern.patternName)),
    ...known.map(([name, value]) => `${page.dim(name.padEnd(width))}  ${plainLine(value)}`),
    ...data.map(([name, value]) => `\n${page.bold(plainLine(name))}\n${indent(plainText(valueText(value)))}`),
  ].join('\n');
};
