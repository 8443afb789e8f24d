import type { TmwsClient } from '@tmws/client';
import { AccessLevel, PatternStatus } from '@tmws/contract';
import { InputError } from '../errors/input-error.ts';
import { type JsonFields, readJson } from '../read-json.ts';
import { FieldReader } from './field-reader.ts';

/** What CreatePattern takes. */
export type NewPattern = Parameters<TmwsClient['patterns']['createPattern']>[0];

const isFields = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A pattern to create from a JSON object with the contract's field names. @throws InputError naming the field */
export const newPatternFrom = (fields: JsonFields, place = ''): NewPattern => {
  const read = new FieldReader(fields, place);
  const pattern = {
    patternName: read.text('pattern_name') ?? '',
    category: read.text('category') ?? '',
    patternData: read.object('pattern_data'),
    agentId: read.text('agent_id'),
    namespace: read.text('namespace'),
    subcategory: read.text('subcategory'),
    tags: read.texts('tags'),
    accessLevel: read.oneOf('access_level', AccessLevel) ?? AccessLevel.UNSPECIFIED,
    sharedWithAgents: read.texts('shared_with_agents'),
    status: read.oneOf('status', PatternStatus) ?? PatternStatus.UNSPECIFIED,
    learningWeight: read.number('learning_weight'),
    complexityScore: read.number('complexity_score'),
    confidence: read.number('confidence'),
    version: read.text('version'),
    parentPatternId: read.text('parent_pattern_id'),
    serveAsSkill: read.flag('serve_as_skill'),
    deprecatedReason: read.text('deprecated_reason'),
    replacedBy: read.text('replaced_by'),
    acceptFindings: read.texts('accept_findings'),
  };
  read.end();
  return pattern;
};

const listIn = (value: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  return isFields(value) && Array.isArray(value.patterns) && Object.keys(value).length === 1
    ? value.patterns
    : undefined;
};

/**
 * The patterns of a JSON file: one object, a list of them, or `{"patterns": […]}`.
 *
 * @throws InputError naming the file, or the item and the field.
 */
export const newPatternsFrom = (text: string, source: string): readonly NewPattern[] => {
  const value = readJson(text, source);
  const list = listIn(value);
  if (list === undefined && isFields(value)) return [newPatternFrom(value)];
  if (list === undefined || list.length === 0) {
    throw new InputError(`${source} holds no pattern. Write an object, or a list of objects.`, { source });
  }
  return list.map((item, index) => {
    if (!isFields(item)) throw new InputError(`patterns[${index}] of ${source} is no object.`, { source });
    return newPatternFrom(item, `patterns[${index}].`);
  });
};
