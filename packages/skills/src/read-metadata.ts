import { isJsonObject, isVersionNumber, type JsonObject, type JsonValue, LIMITS } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';

/** What a skill's frontmatter says about the pattern that it becomes. */
export interface SkillMetadata {
  /** Undefined where it says none. */
  readonly category: string | undefined;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  /** 0–10. */
  readonly learningWeight: number;
  /** Where it is SemVer 2.0. */
  readonly version: string | undefined;
  readonly author: string | undefined;
}

const DEFAULT_WEIGHT = 5;

const STANDARD_FIELDS = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools'];
const UNDERSTOOD_FIELDS = [
  'category',
  'subcategory',
  'tags',
  'importance',
  'version',
  'author',
  'when_to_use',
  'when-to-use',
];
const KNOWN_FIELDS = new Set([...STANDARD_FIELDS, ...UNDERSTOOD_FIELDS]);

/** So much of a value or a list of names is shown in a finding. */
const SHOWN = 100;

const shown = (text: string): string => text.slice(0, SHOWN).toWellFormed();

/** A field of the frontmatter, else of its `metadata`, where the standard puts what it does not define. */
const fieldOf = (fields: JsonObject, key: string): JsonValue | undefined => {
  if (Object.hasOwn(fields, key) && fields[key] !== null) return fields[key];
  const metadata = Object.hasOwn(fields, 'metadata') ? fields.metadata : undefined;
  return isJsonObject(metadata) && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
};

/** A text without characters that cannot be printed, its ends trimmed, of at most so many characters, in NFC. */
export const printable = (text: string, longest: number): string =>
  [
    ...text
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longest)
    .join('')
    .trim();

/** A field that should be text; a number or boolean is taken as written, of a list its first entry. */
const textField = (fields: JsonObject, key: string, findings: FindingList): string | undefined => {
  const value = fieldOf(fields, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const first = Array.isArray(value) ? value.find((item: JsonValue) => typeof item === 'string') : undefined;
  findings.add('field_not_text', {
    text: `The field "${key}" is no text.`,
    done:
      typeof first === 'string'
        ? 'Took the first text of the list.'
        : 'Took it as absent; original_frontmatter keeps it.',
  });
  return typeof first === 'string' ? first : undefined;
};

const limitedField = (
  fields: JsonObject,
  field: { readonly key: string; readonly longest: number },
  findings: FindingList,
): string | undefined => {
  const text = textField(fields, field.key, findings);
  if (text === undefined) return undefined;
  const limited = printable(text, field.longest);
  if (limited !== text) {
    findings.add('field_changed', {
      text: `The field "${field.key}" is not 1 to ${field.longest} printable characters in NFC: "${shown(text)}".`,
      done: limited === '' ? 'Took it as absent.' : `Took "${shown(limited)}"; original_frontmatter keeps it.`,
    });
  }
  return limited === '' ? undefined : limited;
};

/** Tags as people write them: a list, or one text with commas. */
const writtenTags = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return value.split(/[,、，]/u);
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: JsonValue) =>
    typeof item === 'string' || typeof item === 'number' ? [String(item)] : [],
  );
};

const readTags = (fields: JsonObject, findings: FindingList): readonly string[] => {
  const written = writtenTags(fieldOf(fields, 'tags'))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const tags = [...new Set(written.map((tag) => printable(tag, LIMITS.tag)))].filter((tag) => tag !== '');
  const kept = tags.slice(0, LIMITS.tags);
  if (kept.length < tags.length || written.some((tag) => !tags.includes(tag))) {
    findings.add('field_changed', {
      text: `The ${written.length} tags are not at most ${LIMITS.tags} of 1 to ${LIMITS.tag} printable characters.`,
      done: `Kept the first ${kept.length}, shortened where needed; original_frontmatter keeps all.`,
    });
  }
  return kept;
};

/** A number, or a text that is one; NaN for anything else. */
const numberOf = (value: JsonValue): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
};

const readWeight = (fields: JsonObject, findings: FindingList): number => {
  const value = fieldOf(fields, 'importance');
  if (value === undefined || value === null) return DEFAULT_WEIGHT;
  const weight = numberOf(value);
  if (weight >= 0 && weight <= LIMITS.learningWeight) return weight;
  findings.add('importance_out_of_range', {
    text: `The importance ${shown(JSON.stringify(value))} is not a number from 0 to ${LIMITS.learningWeight}.`,
    done: `Took ${DEFAULT_WEIGHT}.`,
  });
  return DEFAULT_WEIGHT;
};

const readVersion = (fields: JsonObject, findings: FindingList): string | undefined => {
  const version = textField(fields, 'version', findings)?.trim();
  if (version === undefined || isVersionNumber(version)) return version;
  findings.add('version_not_semver', {
    text: `The version "${shown(version)}" is not SemVer 2.0, as 1.0.0 is.`,
    done: 'Left the version to be counted from the one before.',
  });
  return undefined;
};

const reportUnknownFields = (fields: JsonObject, findings: FindingList): void => {
  const unknown = Object.keys(fields).filter((key) => !KNOWN_FIELDS.has(key));
  if (unknown.length === 0) return;
  findings.add('unknown_fields', {
    text: `Neither the standard nor this product knows these fields: ${shown(unknown.join(', '))}.`,
    done: 'Kept them in original_frontmatter.',
  });
};

/** Reads category, subcategory, tags, importance, version and author; what breaks a limit is changed, with a finding. */
export const readMetadata = (fields: JsonObject, findings: FindingList): SkillMetadata => {
  reportUnknownFields(fields, findings);
  return {
    category: limitedField(fields, { key: 'category', longest: LIMITS.category }, findings),
    subcategory: limitedField(fields, { key: 'subcategory', longest: LIMITS.subcategory }, findings),
    tags: readTags(fields, findings),
    learningWeight: readWeight(fields, findings),
    version: readVersion(fields, findings),
    author: textField(fields, 'author', findings),
  };
};
