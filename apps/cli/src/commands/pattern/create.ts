import { AccessLevel, BatchCreatePatternsResponse, CreatePatternResponse, PatternStatus } from '@tmws/contract';
import { enumChoices, type Outcome, UsageError } from '@tmws/terminal';
import type { Command, CommandContext } from '../../command.ts';
import { createdManyText } from '../../output/created-many-text.ts';
import { createdText } from '../../output/created-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { LEVELS_HINT, levelHint } from '../../patterns/level-hint.ts';
import { type NewPattern, newPatternFrom, newPatternsFrom } from '../../patterns/new-pattern.ts';
import { readSource } from '../../patterns/read-source.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';
import { readJsonObject } from '../../read-json.ts';

/** What a pattern needs that does not come from a file. */
const REQUIRED = ['name', 'category', 'data'];

const fromFlags = async (context: CommandContext): Promise<NewPattern> => {
  const given = context.arguments;
  const missing = REQUIRED.filter((name) => (given.text(name) ?? '').trim() === '').map((name) => `--${name}`);
  if (missing.length > 0) {
    throw new UsageError(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. Or give --from FILE.`,
    );
  }
  const data = given.required('data');
  const source = data.startsWith('@') ? data.slice(1) : '--data';
  const text = data.startsWith('@') ? await readSource(context, source) : data;
  const fields = {
    pattern_name: given.required('name'),
    category: given.required('category'),
    pattern_data: readJsonObject(text, source),
    subcategory: given.text('subcategory'),
    tags: given.list('tag'),
    access_level: given.text('access-level'),
    shared_with_agents: given.list('share-with'),
    status: given.text('status'),
    learning_weight: given.number('learning-weight'),
    complexity_score: given.number('complexity-score'),
    confidence: given.number('confidence'),
    version: given.text('version'),
    serve_as_skill: given.flag('serve-as-skill'),
    accept_findings: given.list('accept-finding'),
  };
  return newPatternFrom(fields);
};

const createOne = async (context: CommandContext, pattern: NewPattern): Promise<Outcome> => {
  const { patterns } = await context.connect();
  const parent = context.arguments.text('parent');
  const parentPatternId = parent === undefined ? pattern.parentPatternId : await resolvePattern(patterns, parent);
  const response = await patterns.createPattern({ ...pattern, parentPatternId });
  if (!pattern.accessLevel && parentPatternId === undefined) context.hint(levelHint(pattern));
  return {
    json: () => messageJson(CreatePatternResponse, response),
    text: (page) => createdText(page, response),
  };
};

const createMany = async (context: CommandContext, patterns: readonly NewPattern[]): Promise<Outcome> => {
  const client = await context.connect();
  context.progress(`Storing ${patterns.length} patterns…`);
  const response = await client.patterns.batchCreatePatterns({ patterns: [...patterns] });
  if (patterns.some(({ accessLevel }) => !accessLevel)) context.hint(LEVELS_HINT);
  return {
    json: () => messageJson(BatchCreatePatternsResponse, response),
    text: (page) => createdManyText(page, response),
  };
};

/** `tmws pattern create`: CreatePattern, or BatchCreatePatterns for a file of many. */
export const create: Command = {
  options: {
    from: { type: 'string', description: 'JSON file of one pattern or a list of them; - for standard input' },
    name: { type: 'string', description: 'Name, 1 to 255 characters' },
    category: { type: 'string', description: 'Main category, 1 to 100 characters' },
    data: { type: 'string', description: 'The content as a JSON object, or @FILE' },
    subcategory: { type: 'string', description: 'At most 100 characters' },
    tag: { type: 'string', isList: true, description: 'A tag; at most 20' },
    'access-level': {
      type: 'string',
      choices: enumChoices(AccessLevel),
      description: 'Who may read it (default: private)',
    },
    'share-with': { type: 'string', isList: true, description: 'An agent who reads it at level shared' },
    status: { type: 'string', choices: enumChoices(PatternStatus), description: 'Where it stands (default: active)' },
    version: { type: 'string', description: 'SemVer (default: 1.0.0); a greater one of a known name joins it' },
    parent: { type: 'string', description: 'Make it a version of this pattern: id, name or name@version' },
    'learning-weight': { type: 'number', description: '0 to 10 (default: 1)' },
    'complexity-score': { type: 'number', description: '0 to 1 (default: not said)' },
    confidence: { type: 'number', description: 'How sure you are beforehand, 0 to 1 (default: 0.5)' },
    'serve-as-skill': { type: 'boolean', description: 'List it as an Agent Skill' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: `tmws pattern create --name retry-with-jitter --category reliability --access-level team --data '{"description": "Retry a failed call without a stampede", "solution": "Exponential backoff with full jitter"}'`,
      description: 'one pattern',
    },
    {
      line: `echo '{"pattern_name": "expand-contract", "category": "database", "pattern_data": {"description": "Change a schema without downtime"}}' | tmws pattern create --from -`,
      description: 'from a file or a pipe',
    },
  ],
  run: async (context) => {
    const source = context.arguments.text('from');
    if (source === undefined) return createOne(context, await fromFlags(context));
    const clash = REQUIRED.find((name) => context.arguments.text(name) !== undefined);
    if (clash !== undefined) throw new UsageError(`--from and --${clash} exclude each other.`);
    const patterns = newPatternsFrom(await readSource(context, source), source === '-' ? 'standard input' : source);
    const [first, ...others] = patterns;
    return first !== undefined && others.length === 0 ? createOne(context, first) : createMany(context, patterns);
  },
};
