import { invalidFields, LIMITS } from '@tmws/domain';

/**
 * The number of items on a page: 50 where 0 was asked for.
 *
 * @throws DomainError INVALID_FIELD outside 0–200
 */
export const pageSizeOf = (asked: number): number => {
  if (Number.isInteger(asked) && asked >= 0 && asked <= LIMITS.pageSize)
    return asked === 0 ? LIMITS.pageSizeDefault : asked;
  throw invalidFields([
    {
      field: 'page_size',
      description: `page_size is ${asked}; it must lie between 1 and ${LIMITS.pageSize}, or be left out.`,
    },
  ]);
};
