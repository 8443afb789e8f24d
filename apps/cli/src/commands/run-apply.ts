import type { Outcome } from '@tmws/terminal';
import type { CommandContext } from '../command.ts';
import { appliedJson } from '../output/applied-json.ts';
import { appliedText } from '../output/applied-text.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';

/** What ApplyPattern is asked; undefined takes the core's default. */
export interface ApplyRequest {
  readonly query: string;
  readonly context: string | undefined;
  readonly maxPatterns: number | undefined;
  readonly minSimilarity: number | undefined;
  readonly tokenBudget: number | undefined;
  readonly category: string | undefined;
  readonly excludeIds: readonly string[];
  readonly part: number | undefined;
}

/** Asks for the patterns that fit a task; what `tmws apply` and `tmws apply_pattern` share. */
export const runApply = async (context: CommandContext, request: ApplyRequest): Promise<Outcome> => {
  const { query, context: circumstances = '', excludeIds, ...rest } = request;
  const { learning } = await context.connect();
  const response = await learning.applyPattern({
    ...rest,
    patternQuery: query,
    context: circumstances,
    excludeIds: [...excludeIds],
  });
  return {
    json: () => toolEnvelope(appliedJson(response), response.message),
    text: (page) => appliedText(page, response),
  };
};
