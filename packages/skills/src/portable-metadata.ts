import { isJsonObject, type JsonObject, type JsonValue, type Pattern } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';

/** What the frontmatter of a portable skill holds besides name and description, and what found no place there. */
export interface PortableFields {
  readonly license: string | undefined;
  readonly compatibility: string | undefined;
  readonly 'allowed-tools': string | undefined;
  readonly metadata: ReadonlyMap<string, string>;
  /** Fields of the imported frontmatter that are too long for it. */
  readonly rest: JsonObject;
}

const LONGEST_COMPATIBILITY = 500;
const LONGEST_STANDARD = 4 * 1_024;
/** Importers read no more than 64 KiB of frontmatter. */
const LONGEST_VALUE = 1_024;
const LONGEST_METADATA = 16 * 1_024;
const LIST_COMMA = /[,、，]/u;

type Standard = 'license' | 'compatibility' | 'allowed-tools';

const writtenText = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_STANDARD ? value : undefined;

const toolsOf = (value: JsonValue | undefined): string | undefined => {
  if (!Array.isArray(value)) return writtenText(value);
  const tools = value.filter((item: JsonValue) => typeof item === 'string' && item.trim() !== '');
  if (tools.length === 0 || tools.length < value.length) return undefined;
  return writtenText(tools.join(tools.some((tool: string) => /\s/.test(tool)) ? ', ' : ' '));
};

const standardFields = (fields: JsonObject): Readonly<Record<Standard, string | undefined>> => {
  const compatibility = writtenText(fields.compatibility);
  return {
    license: writtenText(fields.license),
    compatibility: [...(compatibility ?? '')].length > LONGEST_COMPATIBILITY ? undefined : compatibility,
    'allowed-tools': toolsOf(fields['allowed-tools']),
  };
};

const keyText = (key: string): string =>
  key
    .toWellFormed()
    .replaceAll(/[^\p{L}\p{N}_.]+/gu, '-')
    .replace(/^-|-$/g, '') || 'field';

const valueText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const ownEntries = (pattern: Pattern, name: string, findings: FindingList): readonly (readonly [string, string])[] => {
  const { tags, subcategory, patternData } = pattern;
  if (tags.some((tag) => LIST_COMMA.test(tag))) {
    findings.add('tag_with_comma', {
      text: 'A tag holds a comma, and commas part the tags of a skill.',
      done: 'Wrote it as it is; an import takes it for two.',
    });
  }
  const { migrated_from: migratedFrom } = patternData;
  return [
    ...(pattern.patternName === name ? [] : [['pattern-name', pattern.patternName] as const]),
    ['version', pattern.version],
    ['category', pattern.category],
    ...(subcategory === undefined ? [] : [['subcategory', subcategory] as const]),
    ...(tags.length === 0 ? [] : [['tags', tags.join(', ')] as const]),
    ['importance', String(pattern.learningWeight)],
    ['author', pattern.agentId],
    ...(typeof migratedFrom === 'string' && migratedFrom !== '' ? [['migrated-from', migratedFrom] as const] : []),
  ];
};

/** What an imported frontmatter said, those of its `metadata` too, without what stands in the new one as it was. */
const writtenEntries = (
  fields: JsonObject,
  kept: ReadonlyMap<string, JsonValue | undefined>,
): readonly (readonly [string, JsonValue])[] => {
  const { metadata, ...others } = fields;
  const inner = isJsonObject(metadata) ? metadata : metadata === undefined ? {} : { metadata };
  return [...Object.entries(others), ...Object.entries(inner)].filter(
    ([key, value]) => !(kept.has(key) && JSON.stringify(kept.get(key)) === JSON.stringify(value)),
  );
};

/** The key itself, else one that tells of the imported frontmatter, else a number more. */
const freeKey = (key: string, taken: ReadonlyMap<string, string>): string => {
  if (!taken.has(key)) return key;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? `original-${key}` : `original-${key}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
};

/**
 * The frontmatter of a portable skill but name and description: the standard's own fields as they were imported, all
 * else as texts in `metadata`, where an import looks for category, tags, importance and version.
 */
export const portableFields = (
  pattern: Pattern,
  shown: { readonly name: string; readonly description: string },
  findings: FindingList,
): PortableFields => {
  const { original_frontmatter: written } = pattern.patternData;
  const fields = isJsonObject(written) ? written : {};
  const standard = standardFields(fields);
  const metadata = new Map(ownEntries(pattern, shown.name, findings));
  const kept = new Map<string, JsonValue | undefined>([
    ['name', shown.name],
    ['description', shown.description],
    ...Object.entries(standard),
    ...metadata,
  ]);
  if (standard['allowed-tools'] !== undefined) kept.set('allowed-tools', fields['allowed-tools']);
  const rest: Record<string, JsonValue> = {};
  let room = LONGEST_METADATA;
  for (const [key, value] of writtenEntries(fields, kept)) {
    const text = valueText(value).toWellFormed();
    room -= key.length + text.length;
    if (text.length > LONGEST_VALUE || key.length > LONGEST_VALUE || room < 0) {
      rest[key] = value;
      continue;
    }
    metadata.set(freeKey(keyText(key), metadata), text);
  }
  if (Object.keys(rest).length > 0) {
    findings.add('field_moved', {
      text: 'The imported frontmatter is too long for portable metadata.',
      done: 'Wrote the longest fields at the end of the body.',
    });
  }
  return { ...standard, metadata, rest };
};
