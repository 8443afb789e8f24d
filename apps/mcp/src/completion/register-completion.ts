import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { callOptions } from '../call-options.ts';
import { toProtocolError } from '../failure/to-protocol-error.ts';
import type { McpServerParts } from '../mcp-server-parts.ts';
import { PATTERN_TEMPLATE, VERSIONS_TEMPLATE } from '../resources/pattern-uri.ts';
import type { Completion } from './complete.ts';

const TEMPLATES: readonly string[] = [PATTERN_TEMPLATE, VERSIONS_TEMPLATE];

type Reference =
  | { readonly type: 'ref/prompt'; readonly name: string }
  | { readonly type: 'ref/resource'; readonly uri: string };

const refused = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

/** What an argument is completed from; undefined: nothing. */
const completionOf = async (reference: Reference, argument: string): Promise<Completion | undefined> => {
  if (reference.type === 'ref/resource') {
    if (!TEMPLATES.includes(reference.uri)) throw refused(`There is no resource template ${reference.uri}.`);
    return argument === 'id' ? 'pattern-id' : undefined;
  }
  const { promptNamed } = await import('../prompts/prompts.ts');
  const prompt = promptNamed(reference.name);
  if (prompt === undefined) throw refused(`There is no prompt ${reference.name}.`);
  return prompt.arguments.find(({ name }) => name === argument)?.completion;
};

/** Registers the completion of the prompts' arguments and of the ids in the templates of patterns. */
export const registerCompletion = ({ server }: McpServer, { connect }: McpServerParts): void => {
  server.registerCapabilities({ completions: {} });
  server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }, context) => {
    const completion = await completionOf(ref, argument.name);
    if (completion === undefined) return { completion: { values: [], hasMore: false } };
    try {
      const { complete } = await import('./complete.ts');
      const reading = { connect, options: callOptions(context) };
      const { values, hasMore } = await complete(completion, argument.value, reading);
      return { completion: { values: [...values], hasMore } };
    } catch (error) {
      throw toProtocolError(error);
    }
  });
};
