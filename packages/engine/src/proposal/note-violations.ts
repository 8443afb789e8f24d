import type { FieldViolation } from '@tmws/domain';

const LONGEST_NOTE = 4_000;

/** The violations of a note that goes with a proposal or an outcome. */
export const noteViolations = (field: string, note: string | undefined): readonly FieldViolation[] => {
  const length = [...(note ?? '')].length;
  return length <= LONGEST_NOTE
    ? []
    : [{ field, description: `${field} has ${length} characters; at most ${LONGEST_NOTE} are allowed. Shorten it.` }];
};
