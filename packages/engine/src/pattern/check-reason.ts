import { invalidFields } from '@tmws/domain';

const LONGEST_REASON = 1_000;

/**
 * The reason that a caller gives for a change; undefined where it gives none.
 *
 * @throws DomainError INVALID_FIELD over 1,000 characters
 */
export const checkReason = (reason: string | undefined): string | undefined => {
  if (reason === undefined || reason === '') return undefined;
  const length = [...reason].length;
  if (length <= LONGEST_REASON) return reason;
  const description = `reason has ${length} characters; at most ${LONGEST_REASON} are allowed. Shorten it.`;
  throw invalidFields([{ field: 'reason', description }]);
};
