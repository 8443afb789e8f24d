import { AccessLevel, PatternStatus, UpdatePatternResponse } from '@tmws/contract';
import { enumChoices, UsageError } from '@tmws/terminal';
import type { Command, CommandContext } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { updatedText } from '../../output/updated-text.ts';
import { patternUpdateFrom } from '../../patterns/pattern-update.ts';
import { readSource } from '../../patterns/read-source.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';
import { type JsonFields, readJsonObject } from '../../read-json.ts';

/** Fields that a flag can clear, by the contract's names. */
const CLEARABLE = [
  'subcategory',
  'tags',
  'shared_with_agents',
  'learning_weight',
  'complexity_score',
  'confidence',
  'deprecated_reason',
  'replaced_by',
];

const dataOf = async (context: CommandContext, data: string | undefined): Promise<JsonFields | undefined> => {
  if (data === undefined) return undefined;
  const source = data.startsWith('@') ? data.slice(1) : '--data';
  return readJsonObject(data.startsWith('@') ? await readSource(context, source) : data, source);
};

const listOf = (values: readonly string[]): readonly string[] | undefined => (values.length === 0 ? undefined : values);

const fromFlags = async (context: CommandContext): Promise<JsonFields> => {
  const given = context.arguments;
  const fields = {
    pattern_name: given.text('name'),
    namespace: given.text('to-namespace'),
    category: given.text('category'),
    pattern_data: await dataOf(context, given.text('data')),
    subcategory: given.text('subcategory'),
    tags: listOf(given.list('tag')),
    access_level: given.text('access-level'),
    shared_with_agents: listOf(given.list('share-with')),
    status: given.text('status'),
    deprecated_reason: given.text('deprecated-reason'),
    replaced_by: given.text('replaced-by'),
    learning_weight: given.number('learning-weight'),
    complexity_score: given.number('complexity-score'),
    confidence: given.number('confidence'),
    serve_as_skill: given.flag('serve-as-skill'),
  };
  const cleared = given.list('clear').map((name) => [name, null] as const);
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...set, ...cleared]);
};

const readFields = async (context: CommandContext): Promise<JsonFields> => {
  const source = context.arguments.text('from');
  const flags = await fromFlags(context);
  if (source === undefined) return flags;
  const clash = Object.keys(flags)[0];
  if (clash !== undefined) throw new UsageError(`--from and the flag of ${clash} exclude each other.`);
  return readJsonObject(await readSource(context, source), source === '-' ? 'standard input' : source);
};

/** `tmws pattern update`: UpdatePattern. */
export const update: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    from: { type: 'string', description: 'JSON file of the fields to change, null to clear one; - for standard input' },
    name: { type: 'string', description: 'New name of all its versions' },
    'to-namespace': { type: 'string', description: 'Move all its versions to this namespace of yours' },
    category: { type: 'string', description: 'Main category, 1 to 100 characters' },
    data: { type: 'string', description: 'The whole content as a JSON object, or @FILE' },
    subcategory: { type: 'string', description: 'At most 100 characters' },
    tag: { type: 'string', isList: true, description: 'A tag; those named replace all' },
    'access-level': { type: 'string', choices: enumChoices(AccessLevel), description: 'Who may read all its versions' },
    'share-with': { type: 'string', isList: true, description: 'An agent who reads it at level shared; replaces all' },
    status: { type: 'string', choices: enumChoices(PatternStatus), description: 'Where it stands' },
    'deprecated-reason': { type: 'string', description: 'Why it is deprecated' },
    'replaced-by': { type: 'string', description: 'Id or name of what to use instead' },
    'learning-weight': { type: 'number', description: '0 to 10' },
    'complexity-score': { type: 'number', description: '0 to 1' },
    confidence: { type: 'number', description: 'How sure you are beforehand, 0 to 1' },
    'serve-as-skill': { type: 'boolean', description: 'List it as an Agent Skill' },
    clear: { type: 'string', isList: true, choices: CLEARABLE, description: 'A field to clear' },
    etag: { type: 'string', description: 'Refuse if the pattern has changed since this etag' },
    reason: { type: 'string', description: 'Why, kept in its history' },
    'as-admin': { type: 'boolean', description: 'Use your right as an admin of its namespace' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: 'tmws pattern update retry-with-jitter --category reliability --reason "moved to its own area"',
      description: 'one field, with the reason',
    },
    {
      line: 'tmws pattern update retry --status deprecated --deprecated-reason "no jitter" --replaced-by retry-with-jitter',
      description: 'say what to use instead',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const changes = patternUpdateFrom(await readFields(context));
    const { patterns } = await context.connect();
    const response = await patterns.updatePattern({
      ...changes,
      patternId: await resolvePattern(patterns, given.required('pattern')),
      etag: given.text('etag'),
      reason: given.text('reason'),
      asAdmin: given.flag('as-admin') ?? false,
      acceptFindings: [...given.list('accept-finding')],
    });
    return {
      json: () => messageJson(UpdatePatternResponse, response),
      text: (page) => updatedText(page, { done: 'Updated', pattern: response.pattern, findings: response.findings }),
    };
  },
};
