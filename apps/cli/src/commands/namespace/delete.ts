import { DeleteNamespaceResponse } from '@tmws/contract';
import { plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { requireYes, YES_OPTION } from '../../require-yes.ts';

/** `tmws namespace delete`: DeleteNamespace. */
export const remove: Command = {
  positionals: { name: 'The namespace' },
  options: {
    ...YES_OPTION,
    'with-patterns': { type: 'boolean', description: 'Delete its patterns with it, whoever owns them' },
  },
  examples: [
    { line: 'tmws namespace delete web --yes', description: 'remove it while it holds no pattern' },
    { line: 'tmws namespace delete web --with-patterns --yes', description: 'remove it with all that is in it' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const namespace = given.required('name');
    const withPatterns = given.flag('with-patterns') ?? false;
    await requireYes(
      context,
      `Namespace ${namespace} would be removed${withPatterns ? ' with all of its patterns' : ''}.`,
    );
    const response = await access.deleteNamespace({ namespace, withPatterns });
    return {
      json: () => messageJson(DeleteNamespaceResponse, response),
      text: (page) =>
        `${page.bold(plainLine(namespace))} is gone, and ${response.deletedPatternCount} patterns with it`,
    };
  },
};
