import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { callOptions } from '../call-options.ts';
import { toProtocolError } from '../failure/to-protocol-error.ts';
import type { McpServerParts } from '../mcp-server-parts.ts';
import type { Prompt } from './prompt.ts';

const refused = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

/** The arguments that the prompt knows; blank ones count as left out. */
const argumentsOf = (prompt: Prompt, given: Readonly<Record<string, string>>): Record<string, string> => {
  const known = prompt.arguments.flatMap(({ name }) => {
    const value = given[name]?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  const values: Record<string, string> = Object.fromEntries(known);
  const missing = prompt.arguments.find(({ name, required }) => required && values[name] === undefined);
  if (missing !== undefined) throw refused(`Prompt ${prompt.name} needs the argument ${missing.name}.`);
  return values;
};

/** The prompts are loaded when they are first asked for: none is needed to answer initialize. */
const loadPrompts = () => import('./prompts.ts');

/** Registers every prompt. The list never changes. */
export const registerPrompts = ({ server }: McpServer, { connect }: McpServerParts): void => {
  server.registerCapabilities({ prompts: { listChanged: false } });
  server.setRequestHandler('prompts/list', async () => ({
    prompts: (await loadPrompts()).PROMPTS.map(({ name, title, description, arguments: given }) => ({
      name,
      title,
      description,
      arguments: given.map((argument) => ({
        name: argument.name,
        description: argument.description,
        required: argument.required,
      })),
    })),
  }));
  server.setRequestHandler('prompts/get', async ({ params }, context) => {
    const prompt = (await loadPrompts()).promptNamed(params.name);
    if (prompt === undefined) throw refused(`There is no prompt ${params.name}.`);
    try {
      return await prompt.get(argumentsOf(prompt, params.arguments ?? {}), { connect, options: callOptions(context) });
    } catch (error) {
      throw toProtocolError(error);
    }
  });
};
