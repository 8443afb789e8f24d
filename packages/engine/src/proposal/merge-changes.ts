import {
  type DataChange,
  diffJson,
  invalidFields,
  type JsonObject,
  mergePatch,
  type Pattern,
  patternDataViolations,
} from '@tmws/domain';

/** A pattern's data after a merge, and what that changes. */
export interface MergedData {
  readonly patternData: JsonObject;
  /** By path from `/pattern_data`; empty: nothing. */
  readonly changes: readonly DataChange[];
}

/** What a merge by RFC 7396 makes of a pattern's data. Checks nothing. */
export const mergeChanges = (pattern: Pattern, changes: JsonObject): MergedData => {
  const patternData = mergePatch(pattern.patternData, changes);
  return { patternData, changes: diffJson({ pattern_data: pattern.patternData }, { pattern_data: patternData }) };
};

/**
 * Like {@link mergeChanges}, where both the changes and what they make must keep the limits of `pattern_data`.
 *
 * @param field - Name of the changes in the request
 * @throws DomainError INVALID_FIELD
 */
export const mergeWithinLimits = (pattern: Pattern, changes: JsonObject, field: string): MergedData => {
  const violations = patternDataViolations(field, changes);
  if (violations.length > 0) throw invalidFields(violations);
  const merged = mergeChanges(pattern, changes);
  const resulting = patternDataViolations(field, merged.patternData).map((violation) => ({
    ...violation,
    description: `Merged into pattern_data: ${violation.description}`,
  }));
  if (resulting.length > 0) throw invalidFields(resulting);
  return merged;
};
