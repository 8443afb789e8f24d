import type { Pattern, VersionNode } from '@tmws/contract';
import { enumName } from '../tools/enum-name.ts';

type Contract = Pick<typeof import('@tmws/contract'), 'AccessLevel' | 'PatternStatus'>;

const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const snakeCased = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [toSnakeCase(name), value]));

/**
 * A pattern as JSON: every field of the contract that is set, under its name there; times in ISO 8601, enum values in
 * lower case; `pattern_data` last, as its author wrote it.
 */
export const patternJson = (pattern: Pattern, { AccessLevel, PatternStatus }: Contract): Record<string, unknown> => {
  const { patternData, accessLevel, status, ...rest } = pattern;
  return {
    ...snakeCased(rest),
    access_level: enumName(AccessLevel, accessLevel),
    status: enumName(PatternStatus, status),
    pattern_data: patternData,
  };
};

/** A version in its tree as JSON, in the form of {@link patternJson}. */
export const versionJson = (node: VersionNode, contract: Contract): Record<string, unknown> => {
  const { pattern, ...rest } = node;
  return { ...snakeCased(rest), pattern: pattern && patternJson(pattern, contract) };
};
