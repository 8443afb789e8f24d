import type { Condition, ListField, TextField } from '@tmws/domain';
import { COLUMNS } from './table-schema.ts';

const TEXT_COLUMNS = {
  id: COLUMNS.id,
  agentId: COLUMNS.agentId,
  namespace: COLUMNS.namespace,
  accessLevel: COLUMNS.accessLevel,
  status: COLUMNS.status,
  category: COLUMNS.category,
  subcategory: COLUMNS.subcategory,
  lineageId: COLUMNS.lineageId,
  patternName: COLUMNS.patternName,
} satisfies Record<TextField, string>;

const LIST_COLUMNS = {
  sharedWithAgents: COLUMNS.sharedWith,
  tags: COLUMNS.tags,
} satisfies Record<ListField, string>;

/** The filter that every row passes. */
export const EVERY_ROW = 'true';

/** The filter that no row passes. */
export const NO_ROW = 'false';

/**
 * A condition as the text of a LanceDB filter, true for the rows for which `evaluate` is true, and never NULL, so that
 * it can be negated. Filters take no parameters: each value passes through {@link stringLiteral}.
 */
export function toFilter(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return join(condition.of.map(toFilter), { by: 'AND', neutral: EVERY_ROW, decisive: NO_ROW });
    case 'any':
      return join(condition.of.map(toFilter), { by: 'OR', neutral: NO_ROW, decisive: EVERY_ROW });
    case 'not':
      return negate(toFilter(condition.of));
    case 'in':
      return isOneOf(condition.field, condition.values);
    case 'has':
      return `array_has(${LIST_COLUMNS[condition.field]}, ${stringLiteral(condition.value)})`;
    case 'is':
      // A deleted pattern has no row.
      return condition.field === 'isHead' ? COLUMNS.isHead : NO_ROW;
    case 'updatedAfter':
      return isAfter(condition.time.getTime());
    default:
      return condition satisfies never;
  }
}

/** The filter of the rows with one of the ids. */
export function idFilter(ids: readonly string[]): string {
  return isOneOf('id', ids);
}

/** A string as a literal of the filter language: in quotes, a quote doubled. A backslash has no meaning there. */
export function stringLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

interface Joint {
  readonly by: 'AND' | 'OR';
  /** The filter that changes nothing among the others. */
  readonly neutral: string;
  /** The filter that makes the others meaningless. */
  readonly decisive: string;
}

function join(filters: readonly string[], joint: Joint): string {
  if (filters.includes(joint.decisive)) return joint.decisive;
  const parts = [...new Set(filters)].filter((filter) => filter !== joint.neutral);
  if (parts.length < 2) return parts[0] ?? joint.neutral;
  return `(${parts.join(` ${joint.by} `)})`;
}

function negate(filter: string): string {
  if (filter === EVERY_ROW) return NO_ROW;
  if (filter === NO_ROW) return EVERY_ROW;
  return `(NOT ${filter})`;
}

function isOneOf(field: TextField, values: readonly string[]): string {
  if (values.length === 0) return NO_ROW;
  const column = TEXT_COLUMNS[field];
  const test = `${column} IN (${values.map(stringLiteral).join(', ')})`;
  // NULL IN (…) is NULL and stays NULL when negated; a missing subcategory is in no list.
  return field === 'subcategory' ? `(${column} IS NOT NULL AND ${test})` : `(${test})`;
}

function isAfter(time: number): string {
  return Number.isNaN(time) ? NO_ROW : `(${COLUMNS.updatedAt} > ${time})`;
}
