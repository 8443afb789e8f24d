import { type FieldViolation, LIMITS } from '@tmws/domain';
import type { PatternFilter } from './visible.ts';

/** What is wrong with a filter: more tags than a pattern can have pass nothing, and would cost the index dearly. */
export const filterViolations = ({ tags = [] }: PatternFilter): readonly FieldViolation[] =>
  tags.length > LIMITS.tags
    ? [
        {
          field: 'tags',
          description: `tags has ${tags.length} tags; at most ${LIMITS.tags} are allowed, as many as a pattern has. Name fewer.`,
        },
      ]
    : [];
