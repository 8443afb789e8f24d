import { all, any, type Caller, type Condition, is, isIn, not, readableBy, SYSTEM_AGENT } from '@tmws/domain';

/** Filters of a listing or search; undefined and empty ones pass everything. */
export interface PatternFilter {
  readonly category?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly namespace?: string | undefined;
  readonly accessLevels?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** Owner. */
  readonly agentId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly updatedAfter?: Date | undefined;
}

const given = (
  field: 'category' | 'subcategory' | 'namespace' | 'agentId',
  value: string | undefined,
): readonly Condition[] => (value === undefined || value === '' ? [] : [isIn(field, [value])]);

const oneOf = (field: 'accessLevel' | 'status', values: readonly string[] | undefined): readonly Condition[] =>
  values === undefined || values.length === 0 ? [] : [isIn(field, [...new Set(values)])];

/** What the filter passes, whoever reads it. */
export const passing = (filter: PatternFilter): Condition =>
  all(
    ...given('category', filter.category),
    ...given('subcategory', filter.subcategory),
    ...given('namespace', filter.namespace),
    ...given('agentId', filter.agentId),
    ...oneOf('accessLevel', filter.accessLevels),
    ...oneOf('status', filter.statuses),
    ...(filter.tags ?? []).map((value): Condition => ({ kind: 'has', field: 'tags', value })),
    ...(filter.updatedAfter === undefined
      ? []
      : [{ kind: 'updatedAfter', time: filter.updatedAfter } satisfies Condition]),
  );

/** What a caller may read and the filter passes. The filter narrows; it never grants. */
export const listable = (caller: Caller, filter: PatternFilter): Condition => all(readableBy(caller), passing(filter));

/** The caller's own deleted patterns that the filter passes; for a system admin the SYSTEM ones too. */
export const deletedOf = (caller: Caller, filter: PatternFilter): Condition =>
  all(
    is('isDeleted'),
    isIn('agentId', caller.systemAdmin ? [caller.agentId, SYSTEM_AGENT] : [caller.agentId]),
    // Whoever acts for an agent does so in its own namespaces only.
    ...(caller.actingBy?.within === undefined ? [] : [isIn('namespace', caller.actingBy.within)]),
    passing(filter),
  );

/**
 * What a search may show: of each lineage its head, and drafts (readable to their owner alone); all versions where they
 * are asked for. RETIRED patterns never.
 */
export const searchable = (caller: Caller, filter: PatternFilter, versions: 'heads' | 'all'): Condition =>
  all(
    listable(caller, filter),
    not(isIn('status', ['RETIRED'])),
    ...(versions === 'all' ? [] : [any(is('isHead'), isIn('status', ['DRAFT']))]),
  );
