import type { JsonObject, JsonValue, SkillFinding } from '@tmws/domain';
import { toFinding } from './finding-codes.ts';

/** A value as JSON, and what had to be changed for it. */
export interface ConvertedValue<T> {
  readonly value: T;
  readonly findings: readonly SkillFinding[];
}

const MOST_DEPTH = 24;

const scalar = (value: unknown): JsonValue | undefined => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value) && !(Number.isInteger(value) && Math.abs(value) > 2 ** 53))
    return value;
  return undefined;
};

/** Brings what YAML gave into JSON: dates, infinite and huge numbers and what lies too deep become text. */
export const toJson = (file: string, value: unknown): ConvertedValue<JsonValue> => {
  const findings: SkillFinding[] = [];
  const convert = (member: unknown, depth: number): JsonValue => {
    const plain = scalar(member);
    if (plain !== undefined) return plain;
    if (depth < MOST_DEPTH && Array.isArray(member)) return member.map((item) => convert(item, depth + 1));
    if (depth < MOST_DEPTH && typeof member === 'object' && member !== null && !(member instanceof Date))
      return convertObject(member, depth);
    const text = typeof member === 'object' ? JSON.stringify(member) : String(member);
    findings.push(
      toFinding('value_made_text', {
        file,
        text: `The frontmatter has the value ${text.slice(0, 80)}, which JSON cannot hold.`,
        done: 'Kept as text.',
      }),
    );
    return text;
  };
  const convertObject = (member: object, depth: number): JsonObject => {
    const entries = Object.entries(member).filter(([key]) => {
      if (key !== '__proto__') return true;
      findings.push(
        toFinding('unsafe_key', {
          file,
          text: `The frontmatter has the key ${key}.`,
          done: 'Left out; the file is kept as it is.',
        }),
      );
      return false;
    });
    return Object.fromEntries(entries.map(([key, item]) => [key, convert(item, depth + 1)]));
  };
  return { value: convert(value, 0), findings };
};
