import { readFile } from 'node:fs/promises';
import { CreateVersionResponse, PatternStatus, VersionBump } from '@tmws/contract';
import { enumChoices, enumFromText, UsageError } from '@tmws/terminal';
import type { Command, CommandContext } from '../../command.ts';
import { InputError } from '../../errors/input-error.ts';
import { createdText } from '../../output/created-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';
import { type JsonFields, readJsonObject } from '../../read-json.ts';

const readData = async (context: CommandContext): Promise<JsonFields> => {
  const data = context.arguments.required('data');
  if (!data.startsWith('@')) return readJsonObject(data, '--data');
  const file = data.slice(1);
  if (file === '-') return readJsonObject(await context.readInput(), 'standard input');
  try {
    return readJsonObject(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new InputError(`The file ${file} cannot be read (${why}).`, { file });
  }
};

/** `tmws version create`: CreateVersion. */
export const create: Command = {
  positionals: { pattern: 'The parent: id, name or name@version' },
  options: {
    data: { type: 'string', isRequired: true, description: 'The content as a JSON object, @FILE, or @- for a pipe' },
    version: { type: 'string', description: "SemVer, greater than the parent's" },
    bump: { type: 'string', choices: enumChoices(VersionBump), description: 'The next version by this step' },
    category: { type: 'string', description: "Main category (default: the parent's)" },
    subcategory: { type: 'string', description: "At most 100 characters (default: the parent's)" },
    tag: { type: 'string', isList: true, description: "A tag; at most 20 (default: the parent's)" },
    status: { type: 'string', choices: enumChoices(PatternStatus), description: 'Where it stands (default: active)' },
    'learning-weight': { type: 'number', description: "0 to 10 (default: the parent's)" },
    'complexity-score': { type: 'number', description: "0 to 1 (default: the parent's)" },
    confidence: { type: 'number', description: "How sure you are beforehand, 0 to 1 (default: the parent's)" },
    'serve-as-skill': { type: 'boolean', description: 'List it as an Agent Skill (default: as the parent)' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: `tmws version create retry-with-jitter --bump minor --data '{"description": "Retry with a budget", "solution": "Full jitter, at most 10 % of calls"}'`,
      description: 'the next minor version',
    },
    {
      line: 'tmws version create retry-with-jitter@1.0.0 --version 2.0.0-rc.1 --status draft --data @next.json',
      description: 'one that only you see',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const version = given.text('version');
    const bump = given.text('bump');
    if ((version === undefined) === (bump === undefined)) throw new UsageError('Give either --version or --bump.');
    const patternData = await readData(context);
    const { patterns, versions } = await context.connect();
    const status = given.text('status');
    const response = await versions.createVersion({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      newVersion: version,
      bump: bump === undefined ? VersionBump.UNSPECIFIED : enumFromText(VersionBump, bump),
      patternData,
      category: given.text('category'),
      subcategory: given.text('subcategory'),
      tags: [...given.list('tag')],
      status: status === undefined ? PatternStatus.UNSPECIFIED : enumFromText(PatternStatus, status),
      learningWeight: given.number('learning-weight'),
      complexityScore: given.number('complexity-score'),
      confidence: given.number('confidence'),
      serveAsSkill: given.flag('serve-as-skill'),
      acceptFindings: [...given.list('accept-finding')],
    });
    return {
      json: () => messageJson(CreateVersionResponse, response),
      text: (page) => createdText(page, response),
    };
  },
};
