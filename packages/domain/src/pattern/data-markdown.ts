import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** Fields in the order in which a reader wants them; the others follow. */
const FIRST_FIELDS = [
  'pattern_content',
  'description',
  'when_to_use',
  'when_not_to_use',
  'problem',
  'solution',
  'prerequisites',
  'steps',
  'example',
  'examples',
  'expected_improvement',
  'gotchas',
];

/** Fields that tell of the import and not of the thing. */
const BOOKKEEPING = new Set(['original_frontmatter', 'migrated_from']);

const title = (key: string): string => key.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

const fieldText = (value: JsonValue): string => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value) && value.every((item: JsonValue) => typeof item === 'string')) {
    return value.map((item) => `- ${item}`).join('\n');
  }
  return isJsonObject(value) || Array.isArray(value)
    ? `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``
    : String(value);
};

/**
 * What a pattern's `pattern_data` says, as Markdown: a skill's own body, else each field under a heading.
 *
 * @param apart - Fields that are given elsewhere and left out here
 */
export const dataMarkdown = (patternData: JsonObject, apart: readonly string[] = []): string => {
  if (typeof patternData.body === 'string' && patternData.body.trim() !== '') return patternData.body.trim();
  const keys = [...new Set([...FIRST_FIELDS, ...Object.keys(patternData)])];
  const sections = keys.flatMap((key) => {
    const value = patternData[key];
    if (value === undefined || isEmpty(value) || BOOKKEEPING.has(key) || apart.includes(key)) return [];
    return [key === 'pattern_content' ? fieldText(value) : `## ${title(key)}\n\n${fieldText(value)}`];
  });
  return sections.join('\n\n');
};
