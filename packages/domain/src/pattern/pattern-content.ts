import type { JsonObject, JsonValue } from '../json.ts';
import { diffJson } from '../json-diff.ts';
import type { Pattern } from './pattern.ts';

/** What an update can change, and each revision keeps. */
export type PatternContent = Pick<
  Pattern,
  | 'patternName'
  | 'namespace'
  | 'category'
  | 'subcategory'
  | 'accessLevel'
  | 'sharedWithAgents'
  | 'patternData'
  | 'learningWeight'
  | 'complexityScore'
  | 'status'
  | 'tags'
  | 'serveAsSkill'
  | 'deprecatedReason'
  | 'replacedBy'
  | 'confidencePrior'
>;

/** The content of a pattern as JSON, with the contract's field names in the order of their numbers. */
export const contentJson = (content: PatternContent): JsonObject => {
  const fields: readonly (readonly [string, JsonValue | undefined])[] = [
    ['pattern_name', content.patternName],
    ['namespace', content.namespace],
    ['category', content.category],
    ['subcategory', content.subcategory],
    ['access_level', content.accessLevel],
    ['shared_with_agents', [...content.sharedWithAgents]],
    ['pattern_data', content.patternData],
    ['learning_weight', content.learningWeight],
    ['complexity_score', content.complexityScore],
    ['status', content.status],
    ['tags', [...content.tags]],
    ['serve_as_skill', content.serveAsSkill],
    ['deprecated_reason', content.deprecatedReason],
    ['replaced_by', content.replacedBy],
    ['confidence', content.confidencePrior],
  ];
  return Object.fromEntries(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
};

/** Names of the contract's fields that differ between two contents, in the order of their numbers. */
export const changedFields = (older: PatternContent, newer: PatternContent): readonly string[] => {
  const [before, after] = [contentJson(older), contentJson(newer)];
  const differs = (name: string): boolean => {
    const [old, now] = [before[name], after[name]];
    return diffJson(old === undefined ? {} : { [name]: old }, now === undefined ? {} : { [name]: now }).length > 0;
  };
  // A name that only the older content has would lose its place, so every field is named from an object that has all.
  const names = Object.keys(
    contentJson({ ...newer, subcategory: '', complexityScore: 0, deprecatedReason: '', replacedBy: '' }),
  );
  return names.filter(differs);
};
