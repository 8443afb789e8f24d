import type { Condition } from '@tmws/domain';

/** A pattern as an example of its category. */
export interface CategoryExample {
  readonly id: string;
  readonly patternName: string;
  readonly category: string;
  /** Its description, else its problem, else its content; at most 1,000 characters; empty where it has none. */
  readonly description: string;
}

/** Which patterns are taken as examples. */
export interface CategoryExamplesQuery {
  readonly where: Condition;
  /** What was imported from this root, and from no other, is left out, whoever imported it. */
  readonly apartFromRoot: string;
  readonly limit: number;
}

/** Patterns that say what a category is about. */
export interface CategoryExamples {
  /** Those that pass, the oldest first. */
  categoryExamples(query: CategoryExamplesQuery): Promise<readonly CategoryExample[]>;
}
