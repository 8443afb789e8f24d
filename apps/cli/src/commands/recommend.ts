import { RecommendPatternsResponse } from '@tmws/contract';
import type { Command } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';
import { messageJson } from '../output/message-json.ts';
import { recommendationsText } from '../output/recommendations-text.ts';
import { readJsonObject } from '../read-json.ts';

/** `tmws recommend`: RecommendPatterns. */
export const recommend: Command = {
  options: {
    limit: { type: 'number', description: 'Most recommendations, 1 to 200 (default: 10)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
    category: { type: 'string', description: 'Only this category' },
    context: { type: 'string', description: 'What you work on, as a JSON object' },
  },
  examples: [
    { line: 'tmws recommend --limit 3', description: 'the best three, with every term of their scores' },
    {
      line: `tmws recommend --context '{"task":"speed up a slow query"}' --json`,
      description: 'for what you work on; for a program',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const text = given.text('context');
    const contextData = text === undefined ? undefined : readJsonObject(text, '--context');
    const { insight } = await context.connect();
    const response = await insight.recommendPatterns({
      category: given.text('category'),
      namespace: namespaceFilter(context.config),
      contextData,
      pageSize: given.number('limit') ?? 0,
      pageToken: given.text('page-token') ?? '',
    });
    if (response.nextPageToken !== '') context.hint(`There are more: --page-token ${response.nextPageToken}`);
    return {
      json: () => messageJson(RecommendPatternsResponse, response),
      text: (page) => recommendationsText(page, response),
    };
  },
};
