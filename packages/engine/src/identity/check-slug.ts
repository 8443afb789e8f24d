import { invalidFields, slugViolations } from '@tmws/domain';

/** @throws DomainError INVALID_FIELD for what cannot be the name of an agent or a namespace */
export const checkSlug = (field: string, text: string): void => {
  const violations = slugViolations(field, text);
  if (violations.length > 0) throw invalidFields(violations);
};
