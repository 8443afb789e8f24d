import { type FieldViolation, invalidFields } from '../errors.ts';
import { checkNewPattern, type NewPattern, slugViolations } from './new-pattern.ts';
import type { Pattern } from './pattern.ts';
import type { PatternContent } from './pattern-content.ts';

type Changeable = Omit<NewPattern, 'version' | 'parentPatternId'>;

/**
 * What a caller wants changed of a pattern: a field that is there takes the value, one that is there without a value is
 * cleared, the others stay. `accessLevel` and `status` without a value stay too.
 */
export type ContentChange = { readonly [Field in keyof Changeable]?: Changeable[Field] | undefined };

/** The contract's names of the fields that cannot be without a value. */
const KEPT = {
  patternName: 'pattern_name',
  namespace: 'namespace',
  category: 'category',
  patternData: 'pattern_data',
} as const satisfies Partial<Record<keyof ContentChange, string>>;

const clearedViolations = (change: ContentChange): readonly FieldViolation[] =>
  Object.entries(change).flatMap(([key, value]) => {
    const field = Object.entries(KEPT).find(([kept]) => kept === key)?.[1];
    return value !== undefined || field === undefined
      ? []
      : [{ field, description: `${field} cannot be cleared. Give it a value, or leave it out of update_mask.` }];
  });

const contentNow = (pattern: Pattern): NewPattern => ({
  patternName: pattern.patternName,
  category: pattern.category,
  patternData: pattern.patternData,
  subcategory: pattern.subcategory,
  tags: pattern.tags,
  accessLevel: pattern.accessLevel,
  sharedWithAgents: pattern.sharedWithAgents,
  status: pattern.status,
  learningWeight: pattern.learningWeight,
  complexityScore: pattern.complexityScore,
  confidence: pattern.confidencePrior,
  serveAsSkill: pattern.serveAsSkill,
  deprecatedReason: pattern.deprecatedReason,
  replacedBy: pattern.replacedBy,
});

/**
 * Checks a change of a pattern by the limits of creation, and fills in the defaults of what it clears.
 *
 * @returns the fields that the change names, as they are to be stored
 * @throws DomainError INVALID_FIELD, naming each bad field
 */
export const checkChangedContent = (pattern: Pattern, change: ContentChange): Partial<PatternContent> => {
  const { namespace } = change;
  const violations = [
    ...clearedViolations(change),
    ...(namespace === undefined ? [] : slugViolations('namespace', namespace)),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  const current = contentNow(pattern);
  const checked = checkNewPattern({
    ...current,
    ...change,
    patternName: change.patternName ?? current.patternName,
    category: change.category ?? current.category,
    patternData: change.patternData ?? current.patternData,
    accessLevel: change.accessLevel ?? current.accessLevel,
    status: change.status ?? current.status,
  });
  const { version: _, ...stored } = { ...checked, namespace: namespace ?? pattern.namespace };
  const named = new Set(Object.keys(change).map((key) => (key === 'confidence' ? 'confidencePrior' : key)));
  return Object.fromEntries(Object.entries(stored).filter(([key]) => named.has(key)));
};
