import type { ParsedSkill } from '@tmws/domain';

/** The specification's fields of a skill; empty where nothing was found. */
export interface ExtractedFields {
  readonly description: string;
  readonly when_to_use: string;
  readonly steps: readonly string[];
  readonly example: string;
  readonly expected_improvement: string;
}

/** Name of a field. */
export type FieldName = keyof ExtractedFields;

/** All of them, in the specification's order. */
export const FIELD_NAMES: readonly FieldName[] = [
  'description',
  'when_to_use',
  'steps',
  'example',
  'expected_improvement',
];

/** A field as one text, the steps a line each; empty where nothing was found. */
export const fieldText = (fields: ExtractedFields, name: FieldName): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : value.join('\n').trim();
};

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The fields that the importer finds; all empty for a skill that it refuses. */
export const fieldsOf = ({ patternData }: ParsedSkill): ExtractedFields => {
  const { steps } = patternData;
  return {
    description: textIn(patternData.description),
    when_to_use: textIn(patternData.when_to_use),
    steps: Array.isArray(steps) ? steps.map(textIn) : [],
    example: textIn(patternData.example),
    expected_improvement: textIn(patternData.expected_improvement),
  };
};
