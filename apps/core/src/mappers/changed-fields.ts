import { invalidFields } from '@tmws/domain';

/**
 * Which fields an update changes: those that the mask names, an unset one being cleared; without a mask those that are
 * set. `fields` has the value of each field that can change, by its name in the contract.
 *
 * @throws DomainError INVALID_FIELD for a name that is none of `fields`
 */
export const changedFields = (
  mask: readonly string[] | undefined,
  fields: Readonly<Record<string, unknown>>,
): ReadonlySet<string> => {
  const names = Object.keys(fields);
  const unknown = mask?.find((path) => !names.includes(path));
  if (unknown !== undefined) {
    const description = `update_mask names "${unknown}", which cannot be changed. Name some of ${names.join(', ')}.`;
    throw invalidFields([{ field: 'update_mask', description }]);
  }
  if (mask !== undefined && mask.length > 0) return new Set(mask);
  return new Set(names.filter((name) => fields[name] !== undefined));
};
