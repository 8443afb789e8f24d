import type { Condition, FlagField, ListField, TextField } from '@tmws/domain';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from './entities/tables.ts';
import { inChunks } from './in-chunks.ts';

/** Builds expressions over a query whose table `patterns` is named by no alias. */
export type PatternExpressions = ExpressionBuilder<Tables, 'patterns'>;

const MOST_VALUES = 5_000;

const TEXT_COLUMNS = {
  id: 'patterns.id',
  agentId: 'patterns.agent_id',
  namespace: 'patterns.namespace_id',
  accessLevel: 'patterns.access_level',
  status: 'patterns.status',
  category: 'patterns.category',
  subcategory: 'patterns.subcategory',
  lineageId: 'patterns.lineage_id',
  patternName: 'patterns.pattern_name',
} as const satisfies Record<TextField, string>;

const isIn = (eb: PatternExpressions, field: TextField, values: readonly string[]): Expression<SqlBool> => {
  const column = TEXT_COLUMNS[field];
  if (values.length === 0) return eb.lit(false);
  const lists = eb.or(inChunks(values, MOST_VALUES).map((chunk) => eb(column, 'in', chunk)));
  // A null would make the test neither true nor false, and its negation too.
  return field === 'subcategory' ? eb.and([eb(column, 'is not', null), lists]) : lists;
};

const has = (eb: PatternExpressions, field: ListField, value: string): Expression<SqlBool> => {
  switch (field) {
    case 'sharedWithAgents':
      return eb.exists(
        eb
          .selectFrom('pattern_shares')
          .select('pattern_shares.position')
          .whereRef('pattern_shares.pattern_id', '=', 'patterns.id')
          .where('pattern_shares.agent_id', '=', value),
      );
    case 'tags':
      return eb.exists(
        eb
          .selectFrom('pattern_tags')
          .select('pattern_tags.position')
          .whereRef('pattern_tags.pattern_id', '=', 'patterns.id')
          .where('pattern_tags.tag', '=', value),
      );
    default:
      return field satisfies never;
  }
};

const isSet = (eb: PatternExpressions, field: FlagField): Expression<SqlBool> => {
  switch (field) {
    case 'isHead':
      return eb('patterns.is_head', '=', eb.lit(true));
    case 'isDeleted':
      return eb('patterns.deleted_at', 'is not', null);
    default:
      return field satisfies never;
  }
};

/** The SQL form of a condition: the same patterns as `evaluate` passes. Every value is a parameter. */
export const conditionSql = (eb: PatternExpressions, condition: Condition): Expression<SqlBool> => {
  switch (condition.kind) {
    case 'all':
      return eb.and(condition.of.map((part) => conditionSql(eb, part)));
    case 'any':
      // `is true` keeps SQLite from gathering each alternative by an index of its own and sorting all of them, where a
      // walk in the order of the listing finds a page at once.
      return eb(eb.or(condition.of.map((part) => conditionSql(eb, part))), 'is', eb.lit(true));
    case 'not':
      return eb.not(conditionSql(eb, condition.of));
    case 'in':
      return isIn(eb, condition.field, condition.values);
    case 'has':
      return has(eb, condition.field, condition.value);
    case 'is':
      return isSet(eb, condition.field);
    case 'updatedAfter':
      return eb('patterns.updated_at', '>', condition.time.getTime());
    default:
      return condition satisfies never;
  }
};
