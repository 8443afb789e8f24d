import { RecordExperienceResponse } from '@tmws/contract';
import { plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { namespaceFilter } from '../../namespace-filter.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws experience record`: RecordExperience. */
export const record: Command = {
  positionals: { content: 'The note, 1 to 4000 characters; quotes are not needed' },
  options: {
    area: { type: 'string', isRequired: true, description: 'What it is about, spelt like a category' },
    tag: { type: 'string', isList: true, description: 'A tag; at most 20' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: 'tmws experience record --area api_design "Paging by token held under load, offsets did not"',
      description: 'note what you learned by doing it',
    },
    {
      line: 'tmws experience record --area database --tag postgres "$(cat note.txt)"',
      description: 'with a tag, from a file',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { insight } = await context.connect();
    const response = await insight.recordExperience({
      area: given.required('area'),
      content: given.phrase('content'),
      tags: [...given.list('tag')],
      namespace: namespaceFilter(context.config),
      acceptFindings: [...given.list('accept-finding')],
    });
    const { experience } = response;
    return {
      json: () => messageJson(RecordExperienceResponse, response),
      text: (page) =>
        [
          `Noted in ${page.bold(plainLine(experience?.area ?? ''))} (${plainLine(experience?.namespace ?? '')})`,
          page.dim(`id: ${experience?.id ?? ''}`),
        ].join('\n'),
    };
  },
};
