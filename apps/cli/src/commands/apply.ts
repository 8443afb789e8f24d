import type { Command } from '../command.ts';
import { runApply } from './run-apply.ts';

/** `tmws apply`: ApplyPattern in the shape of the other commands. */
export const apply: Command = {
  positionals: { query: 'The task, or id: and the id of a pattern; quotes are not needed' },
  options: {
    context: { type: 'string', description: 'The circumstances, a second, weaker request' },
    limit: { type: 'number', description: 'Most patterns, 1 to 20 (default: 5)' },
    'min-similarity': { type: 'number', description: 'Least similarity, 0 to 1 (default: 0.7)' },
    'token-budget': { type: 'number', description: 'Bound of the whole answer in tokens, 1 to 20000 (default: 4000)' },
    category: { type: 'string', description: 'Only this category' },
    exclude: { type: 'string', isList: true, description: 'Id of a pattern to leave out' },
    part: { type: 'number', description: 'With id:…, which part of a long text (default: 1)' },
  },
  examples: [
    {
      line: 'tmws apply "optimize slow database queries" --context "PostgreSQL table with 1M rows"',
      description: 'the best patterns, whole',
    },
    { line: 'tmws apply roll out a risky change --limit 1 --json', description: 'the best one, for a program' },
  ],
  run: (context) => {
    const given = context.arguments;
    return runApply(context, {
      query: given.phrase('query'),
      context: given.text('context'),
      maxPatterns: given.number('limit'),
      minSimilarity: given.number('min-similarity'),
      tokenBudget: given.number('token-budget'),
      category: given.text('category'),
      excludeIds: given.list('exclude'),
      part: given.number('part'),
    });
  },
};
