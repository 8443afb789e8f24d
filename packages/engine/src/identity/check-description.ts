import { invalidFields, LIMITS } from '@tmws/domain';
import { scanNote } from '../scan/scan-note.ts';

/**
 * A description as it is stored, for others to read; undefined for an empty one.
 *
 * @throws DomainError INVALID_FIELD for more than 1,000 characters, SECRET_FOUND
 */
export const checkDescription = (text: string | undefined, field = 'description'): string | undefined => {
  if (text === undefined || text === '') return undefined;
  const length = [...text].length;
  if (length > LIMITS.description) {
    const description = `${field} has ${length} characters; at most ${LIMITS.description} are allowed.`;
    throw invalidFields([{ field, description }]);
  }
  scanNote({ field, text });
  return text;
};
