import type { TmwsClient } from '@tmws/client';
import { AccessLevel, PatternStatus } from '@tmws/contract';
import type { JsonFields } from '../read-json.ts';
import { FieldReader } from './field-reader.ts';

/** What UpdatePattern takes, but for the pattern. */
export type PatternUpdate = Omit<Parameters<TmwsClient['patterns']['updatePattern']>[0], 'patternId'>;

/**
 * An update from a JSON object with the contract's field names: it changes the fields that are there, and clears those
 * that are null.
 *
 * @throws InputError naming the field
 */
export const patternUpdateFrom = (fields: JsonFields): PatternUpdate => {
  const read = new FieldReader(fields, '');
  const update = {
    updateMask: Object.keys(fields),
    patternData: read.object('pattern_data'),
    patternName: read.text('pattern_name'),
    namespace: read.text('namespace'),
    category: read.text('category'),
    subcategory: read.text('subcategory'),
    tags: read.texts('tags'),
    accessLevel: read.oneOf('access_level', AccessLevel) ?? AccessLevel.UNSPECIFIED,
    sharedWithAgents: read.texts('shared_with_agents'),
    status: read.oneOf('status', PatternStatus) ?? PatternStatus.UNSPECIFIED,
    learningWeight: read.number('learning_weight'),
    complexityScore: read.number('complexity_score'),
    confidence: read.number('confidence'),
    serveAsSkill: read.flag('serve_as_skill'),
    deprecatedReason: read.text('deprecated_reason'),
    replacedBy: read.text('replaced_by'),
  };
  read.end();
  return update;
};
