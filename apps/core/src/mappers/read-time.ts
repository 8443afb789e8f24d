import { invalidFields } from '@tmws/domain';

/**
 * A time of a request; undefined where it is unset.
 *
 * @throws DomainError INVALID_FIELD for a timestamp outside what a calendar holds
 */
export const readTime = (field: string, time: Date | undefined): Date | undefined => {
  if (time === undefined || !Number.isNaN(time.getTime())) return time;
  throw invalidFields([{ field, description: `${field} is no time between the years 1 and 9999.` }]);
};
