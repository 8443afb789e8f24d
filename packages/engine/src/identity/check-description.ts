import { invalidFields, LIMITS } from '@tmws/domain';

/**
 * A description as it is stored; undefined for an empty one.
 *
 * @throws DomainError INVALID_FIELD for more than 1,000 characters
 */
export const checkDescription = (text: string | undefined, field = 'description'): string | undefined => {
  if (text === undefined || text === '') return undefined;
  const length = [...text].length;
  if (length <= LIMITS.description) return text;
  const description = `${field} has ${length} characters; at most ${LIMITS.description} are allowed.`;
  throw invalidFields([{ field, description }]);
};
