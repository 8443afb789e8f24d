import type { Command } from '../command.ts';
import { runApply } from './run-apply.ts';

/** `tmws apply_pattern`: ApplyPattern with the flags of the tool, as the specification writes them. */
export const applyPattern: Command = {
  options: {
    pattern_query: { type: 'string', alias: 'pattern-query', isRequired: true, description: 'The task, or id:…' },
    context: { type: 'string', description: 'The circumstances, a second, weaker request' },
    max_patterns: { type: 'number', alias: 'max-patterns', description: 'Most patterns, 1 to 20 (default: 5)' },
    min_similarity: {
      type: 'number',
      alias: 'min-similarity',
      description: 'Least similarity, 0 to 1 (default: 0.7)',
    },
    category: { type: 'string', description: 'Only this category' },
    token_budget: {
      type: 'number',
      alias: 'token-budget',
      description: 'Bound of the whole answer in tokens, 1 to 20000 (default: 4000)',
    },
    exclude_ids: { type: 'string', alias: 'exclude-ids', isList: true, description: 'Id of a pattern to leave out' },
    part: { type: 'number', description: 'With id:…, which part of a long text (default: 1)' },
  },
  examples: [
    {
      line: 'tmws apply_pattern --pattern_query "optimize slow database queries" --context "PostgreSQL, 1M rows" --max_patterns 3',
      description: 'the best three',
    },
  ],
  run: (context) => {
    const given = context.arguments;
    return runApply(context, {
      query: given.required('pattern_query'),
      context: given.text('context'),
      maxPatterns: given.number('max_patterns'),
      minSimilarity: given.number('min_similarity'),
      tokenBudget: given.number('token_budget'),
      category: given.text('category'),
      excludeIds: given.list('exclude_ids'),
      part: given.number('part'),
    });
  },
};
