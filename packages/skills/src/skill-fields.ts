import {
  compareVersionNumbers,
  isJsonObject,
  isVersionNumber,
  type JsonObject,
  type JsonValue,
  LIMITS,
  type SkillFinding,
} from '@tmws/domain';
import { toFinding } from './finding-codes.ts';

/** Fields of a pattern that a frontmatter gives. */
export interface SkillFields {
  readonly category: string;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  readonly learningWeight: number;
  readonly version: string | undefined;
  readonly author: string | undefined;
  readonly findings: readonly SkillFinding[];
}

const DEFAULT_CATEGORY = 'general';
const DEFAULT_WEIGHT = 5;

/** Reads a key at the top or, as the official rules want it, under `metadata`. */
const valueAt = (frontmatter: JsonObject, key: string): JsonValue | undefined => {
  const nested = frontmatter.metadata;
  return frontmatter[key] ?? (isJsonObject(nested) ? nested[key] : undefined);
};

const textOf = (frontmatter: JsonObject, key: string): string | undefined => {
  const value = valueAt(frontmatter, key);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const fits = (text: string, longest: number): boolean => [...text].length <= longest && !/\p{Cc}/u.test(text);

const weightOf = (
  file: string,
  frontmatter: JsonObject,
): { readonly weight: number; readonly findings: readonly SkillFinding[] } => {
  const value = valueAt(frontmatter, 'importance');
  if (value === undefined || value === null) return { weight: DEFAULT_WEIGHT, findings: [] };
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0 && number <= LIMITS.learningWeight)
    return { weight: number, findings: [] };
  const text = `The importance is ${JSON.stringify(value)}; it must be a number from 0 to ${LIMITS.learningWeight}.`;
  return {
    weight: DEFAULT_WEIGHT,
    findings: [toFinding('importance_out_of_range', { file, text, done: `Taken as ${DEFAULT_WEIGHT}.` })],
  };
};

const tagsOf = (
  file: string,
  frontmatter: JsonObject,
): { readonly tags: readonly string[]; readonly findings: readonly SkillFinding[] } => {
  const value = valueAt(frontmatter, 'tags');
  const given = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  const named = [...new Set(given.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const tags = named.filter((tag) => fits(tag, LIMITS.tag)).slice(0, LIMITS.tags);
  const done = `Kept ${tags.length} of ${named.length}; all are in original_frontmatter.`;
  return { tags, findings: tags.length === named.length ? [] : [toFinding('tags_cut', { file, done })] };
};

const categoryOf = (
  file: string,
  frontmatter: JsonObject,
): { readonly category: string; readonly findings: readonly SkillFinding[] } => {
  const category = textOf(frontmatter, 'category');
  if (category === undefined) return { category: DEFAULT_CATEGORY, findings: [] };
  if (fits(category, LIMITS.category)) return { category, findings: [] };
  return {
    category: DEFAULT_CATEGORY,
    findings: [toFinding('category_unusable', { file, done: `Taken as ${DEFAULT_CATEGORY}.` })],
  };
};

const versionOf = (frontmatter: JsonObject): string | undefined => {
  const version = textOf(frontmatter, 'version');
  return version !== undefined && isVersionNumber(version) && compareVersionNumbers(version, '0.0.0') >= 0
    ? version
    : undefined;
};

/** Maps a frontmatter to the fields of a pattern, with the defaults of an import. */
export const readSkillFields = (file: string, frontmatter: JsonObject): SkillFields => {
  const { category, findings: ofCategory } = categoryOf(file, frontmatter);
  const { tags, findings: ofTags } = tagsOf(file, frontmatter);
  const { weight, findings: ofWeight } = weightOf(file, frontmatter);
  const subcategory = textOf(frontmatter, 'subcategory');
  return {
    category,
    subcategory: subcategory !== undefined && fits(subcategory, LIMITS.subcategory) ? subcategory : undefined,
    tags,
    learningWeight: weight,
    version: versionOf(frontmatter),
    author: textOf(frontmatter, 'author'),
    findings: [...ofCategory, ...ofTags, ...ofWeight],
  };
};
