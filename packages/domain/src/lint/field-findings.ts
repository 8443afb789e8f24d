import type { JsonObject, JsonValue } from '../json.ts';
import { type Finding, patternFinding } from './finding.ts';

/** What the specification calls the minimum of `pattern_data`, each with what belongs there. */
export const MINIMUM_FIELDS = {
  description: 'what it does, in one sentence',
  problem: 'which problem it solves',
  solution: 'how it solves it',
  steps: 'what to do, one step after the other',
  example: 'one case in which it was used',
  expected_improvement: 'what gets better by it, best in numbers',
} as const satisfies Readonly<Record<string, string>>;

/** What `learn_pattern` calls a field. */
const OTHER_NAMES: Readonly<Record<string, string>> = { example: 'examples' };

const isEmpty = (value: JsonValue | undefined): boolean => {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
};

const lacks = (data: JsonObject, name: string): boolean => isEmpty(Object.hasOwn(data, name) ? data[name] : undefined);

/** A finding for each minimum field that `pattern_data` lacks or has empty; `examples` are an example. */
export const fieldFindings = (data: JsonObject): readonly Finding[] =>
  Object.entries(MINIMUM_FIELDS)
    .filter(([name]) => lacks(data, name) && lacks(data, OTHER_NAMES[name] ?? name))
    .map(([name, meaning]) =>
      patternFinding({
        code: 'missing_field',
        severity: 'info',
        field: `pattern_data.${name}`,
        text: `pattern_data has no ${name}. Say there ${meaning}.`,
      }),
    );
