import { AccessLevel, PatternStatus, PatternView, SearchMode, SearchPatternsResponse } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';
import { messageJson } from '../output/message-json.ts';
import { searchText } from '../output/search-text.ts';
import { PATTERN_FILTER_OPTIONS } from '../pattern-filter-options.ts';

/** `tmws search`: SearchPatterns. */
export const search: Command = {
  positionals: { query: 'The request, in any language; quotes are not needed' },
  options: {
    limit: { type: 'number', description: 'Most hits, 1 to 200 (default: 10)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
    ...PATTERN_FILTER_OPTIONS,
    'min-similarity': { type: 'number', description: 'Least similarity, 0 to 1 (default: 0)' },
    'min-success-rate': { type: 'number', description: 'Least rate of success, 0 to 1 (default: 0)' },
    'min-usage-count': { type: 'number', description: 'Least number of uses (default: 0)' },
    mode: { type: 'string', choices: enumChoices(SearchMode), description: 'How to look (default: hybrid)' },
    'all-versions': { type: 'boolean', description: 'Search old versions too' },
    full: { type: 'boolean', description: 'With --json: the whole patterns' },
  },
  examples: [
    { line: 'tmws search "my query on a big Postgres table got slow"', description: 'by meaning and by words' },
    { line: 'tmws search 遅いクエリ --limit 3 --json', description: 'the best three, for a program' },
    { line: 'tmws search --mode lexical retry backoff', description: 'by words alone' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const queryText = given.phrase('query');
    const { patterns } = await context.connect();
    const response = await patterns.searchPatterns({
      queryText,
      pageSize: given.number('limit') ?? 10,
      pageToken: given.text('page-token') ?? '',
      category: given.text('category'),
      subcategory: given.text('subcategory'),
      namespace: namespaceFilter(context.config),
      owner: given.text('owner'),
      tags: [...given.list('tag')],
      accessLevels: given.list('access-level').map((level) => enumFromText(AccessLevel, level)),
      status: given.list('status').map((status) => enumFromText(PatternStatus, status)),
      minSimilarity: given.number('min-similarity'),
      minSuccessRate: given.number('min-success-rate') ?? 0,
      minUsageCount: given.number('min-usage-count') ?? 0,
      mode: enumFromText(SearchMode, given.text('mode') ?? 'hybrid'),
      allVersions: given.flag('all-versions') ?? false,
      view: given.flag('full') === true ? PatternView.FULL : PatternView.BASIC,
    });
    return {
      json: () => messageJson(SearchPatternsResponse, response),
      text: (page) => searchText(page, response),
    };
  },
};
