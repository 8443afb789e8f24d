import { AccessLevel, ListPatternsResponse, type Pattern, PatternStatus } from '@tmws/contract';
import { enumFromText, enumText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { Command } from '../../command.ts';
import { namespaceFilter } from '../../namespace-filter.ts';
import { messageJson } from '../../output/message-json.ts';
import { scoreText } from '../../output/number-text.ts';
import { PATTERN_FILTER_OPTIONS } from '../../pattern-filter-options.ts';

const HEADER = ['NAME', 'VERSION', 'CATEGORY', 'LEVEL', 'STATUS', 'OWNER', 'USES', 'SUCCESS', 'ID'];

const row = (pattern: Pattern): readonly string[] => [
  pattern.patternName,
  pattern.version,
  pattern.category,
  enumText(AccessLevel, pattern.accessLevel),
  enumText(PatternStatus, pattern.status),
  `${pattern.namespace}/${pattern.agentId}`,
  String(pattern.usageCount),
  pattern.successCount + pattern.failureCount === 0 ? '-' : scoreText(pattern.successRate),
  pattern.id,
];

/** `tmws pattern list`: ListPatterns. */
export const list: Command = {
  options: {
    limit: { type: 'number', description: 'Most patterns, 1 to 200 (default: 50)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
    name: { type: 'string', description: 'Only this name' },
    version: { type: 'string', description: 'Only this version' },
    ...PATTERN_FILTER_OPTIONS,
    deleted: { type: 'boolean', description: 'Your own deleted patterns instead of the living ones' },
  },
  examples: [
    { line: 'tmws pattern list --limit 20', description: 'the first twenty' },
    { line: 'tmws pattern list --category database --json', description: 'for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { patterns } = await context.connect();
    const response = await patterns.listPatterns({
      owner: given.text('owner'),
      namespace: namespaceFilter(context.config),
      category: given.text('category'),
      subcategory: given.text('subcategory'),
      accessLevels: given.list('access-level').map((level) => enumFromText(AccessLevel, level)),
      status: given.list('status').map((status) => enumFromText(PatternStatus, status)),
      tags: [...given.list('tag')],
      patternName: given.text('name')?.normalize('NFC'),
      version: given.text('version'),
      deleted: given.flag('deleted') ?? false,
      pageSize: given.number('limit') ?? 0,
      pageToken: given.text('page-token') ?? '',
    });
    if (response.nextPageToken !== '') context.hint(`There are more: --page-token ${response.nextPageToken}`);
    return {
      json: () => messageJson(ListPatternsResponse, response),
      text: (page) =>
        response.patterns.length === 0 ? 'No patterns.' : table(page, HEADER, response.patterns.map(row)),
    };
  },
};
