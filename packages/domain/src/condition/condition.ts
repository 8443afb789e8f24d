/** Fields of a stored pattern that a condition can test. */
export type TextField =
  | 'id'
  | 'agentId'
  | 'namespace'
  | 'accessLevel'
  | 'status'
  | 'category'
  | 'subcategory'
  | 'lineageId'
  | 'patternName';

/** List-valued fields. */
export type ListField = 'sharedWithAgents' | 'tags';

/** Yes-or-no fields. */
export type FlagField = 'isHead' | 'isDeleted';

/**
 * A test on a pattern, as data, so that one rule has one source and three forms: evaluated in memory, as SQL, and as a
 * LanceDB filter. `all` of nothing is true, `any` of nothing is false.
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'in'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'has'; readonly field: ListField; readonly value: string }
  | { readonly kind: 'is'; readonly field: FlagField }
  | { readonly kind: 'updatedAfter'; readonly time: Date };

/** The values of one pattern that conditions look at. */
export interface ConditionSubject {
  readonly id: string;
  readonly agentId: string;
  readonly namespace: string;
  readonly accessLevel: string;
  readonly status: string;
  readonly category: string;
  readonly subcategory: string | undefined;
  readonly lineageId: string;
  readonly patternName: string;
  readonly sharedWithAgents: readonly string[];
  readonly tags: readonly string[];
  readonly isHead: boolean;
  readonly isDeleted: boolean;
  readonly updatedAt: Date;
}

/** All of the given conditions hold. */
export const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of });

/** At least one of the given conditions holds. */
export const any = (...of: readonly Condition[]): Condition => ({ kind: 'any', of });

/** The given condition does not hold. */
export const not = (of: Condition): Condition => ({ kind: 'not', of });

/** The field equals one of the values. */
export const isIn = (field: TextField, values: readonly string[]): Condition => ({ kind: 'in', field, values });

/** The list field contains the value. */
export const has = (field: ListField, value: string): Condition => ({ kind: 'has', field, value });

/** The flag is set. */
export const is = (field: FlagField): Condition => ({ kind: 'is', field });

/** The in-memory form of a condition. */
export const evaluate = (condition: Condition, subject: ConditionSubject): boolean => {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => evaluate(part, subject));
    case 'any':
      return condition.of.some((part) => evaluate(part, subject));
    case 'not':
      return !evaluate(condition.of, subject);
    case 'in': {
      const value = subject[condition.field];
      return value !== undefined && condition.values.includes(value);
    }
    case 'has':
      return subject[condition.field].includes(condition.value);
    case 'is':
      return subject[condition.field];
    case 'updatedAfter':
      return subject.updatedAt > condition.time;
    default:
      return condition satisfies never;
  }
};
