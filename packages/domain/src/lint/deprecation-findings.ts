import type { JsonObject } from '../json.ts';
import { type Finding, patternFinding } from './finding.ts';

/** Keys by which the specification's maintenance example marks a pattern within its content, and the fields for them. */
const FIELDS = {
  deprecated_reason: 'deprecated_reason',
  replacement_pattern: 'replaced_by',
} as const satisfies Readonly<Record<string, string>>;

/** A finding for each key of `pattern_data` that says that the pattern is deprecated where only readers see it. */
export const deprecationFindings = (data: JsonObject): readonly Finding[] =>
  Object.entries(FIELDS)
    .filter(([key]) => Object.hasOwn(data, key))
    .map(([key, field]) =>
      patternFinding({
        code: 'deprecated_in_data',
        severity: 'info',
        field: `pattern_data.${key}`,
        text: `pattern_data has ${key}, which search does not know. Set status DEPRECATED, and ${field} beside it.`,
      }),
    );
