import { ReindexResponse } from '@tmws/contract';
import type { Command } from '../command.ts';
import { messageJson } from '../output/message-json.ts';
import { countText } from '../output/number-text.ts';

/** `tmws reindex`: Reindex, to its end. */
export const reindex: Command = {
  options: {
    reembed: { type: 'boolean', description: 'Embed all texts anew too' },
  },
  examples: [{ line: 'tmws reindex', description: 'search answers meanwhile from what is there' }],
  run: async (context) => {
    const { admin } = await context.connect();
    let last = ReindexResponse.fromPartial({});
    for await (const response of admin.reindex({ reembed: context.arguments.flag('reembed') ?? false })) {
      last = response;
      context.progress(`Indexed ${last.done} of ${last.total}`);
    }
    return {
      json: () => messageJson(ReindexResponse, last),
      text: () => `Indexed ${countText(last.done, 'pattern')} anew.`,
    };
  },
};
