import {
  ACCESS_LEVELS,
  type AccessLevel,
  contentJson,
  isJsonObject,
  type JsonObject,
  PATTERN_STATUSES,
  type Pattern,
  type PatternContent,
  type PatternStatus,
  type UsageRecord,
} from '@tmws/domain';
import type { PatternOutline } from '@tmws/engine';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { fromOptionalDate, toDate, toFlag, toJsonObject, toOptionalDate } from './column-values.ts';
import type { Tables } from './entities/tables.ts';

/** A row of `patterns`. */
export type PatternRow = Selectable<Tables['patterns']>;

/** What stands in other tables of a pattern, in its order. */
export interface PatternLists {
  readonly tags: readonly string[];
  readonly sharedWithAgents: readonly string[];
}

const toAccessLevel = (value: string): AccessLevel => {
  const level = ACCESS_LEVELS.find((known) => known === value);
  if (level === undefined) throw new Error(`A stored pattern has the unknown access level "${value}".`);
  return level;
};

const toStatus = (value: string): PatternStatus => {
  const status = PATTERN_STATUSES.find((known) => known === value);
  if (status === undefined) throw new Error(`A stored pattern has the unknown status "${value}".`);
  return status;
};

const toUsageRecord = (row: PatternRow): UsageRecord => ({
  usageCount: row.usage_count,
  successCount: row.success_count,
  failureCount: row.failure_count,
  ownerUsageCount: row.owner_usage_count,
  timedCount: row.timed_count,
  totalTime: row.total_time,
  lastUsedAt: toOptionalDate(row.last_used_at),
  decayedSuccesses: row.decayed_successes,
  decayedFailures: row.decayed_failures,
  decayedAt: toOptionalDate(row.decayed_at),
  effectiveness: row.effectiveness,
});

/** The pattern that a row and its lists are. */
export const toPattern = (row: PatternRow, lists: PatternLists): Pattern => ({
  id: row.id,
  lineageId: row.lineage_id,
  parentPatternId: row.parent_pattern_id ?? undefined,
  patternName: row.pattern_name,
  agentId: row.agent_id,
  namespace: row.namespace_id,
  category: row.category,
  subcategory: row.subcategory ?? undefined,
  tags: lists.tags,
  accessLevel: toAccessLevel(row.access_level),
  sharedWithAgents: lists.sharedWithAgents,
  status: toStatus(row.status),
  deprecatedReason: row.deprecated_reason ?? undefined,
  replacedBy: row.replaced_by ?? undefined,
  patternData: toJsonObject(row.pattern_data),
  version: row.version,
  isHead: toFlag(row.is_head),
  revision: row.revision,
  learningWeight: row.learning_weight,
  complexityScore: row.complexity_score ?? undefined,
  confidencePrior: row.confidence_prior,
  serveAsSkill: toFlag(row.serve_as_skill),
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at),
  deletedAt: toOptionalDate(row.deleted_at),
  usage: toUsageRecord(row),
});

/** The outline of a pattern, from the columns that it takes. */
export const toOutline = (
  row: Pick<PatternRow, 'id' | 'revision' | 'updated_at' | 'status' | 'is_head' | 'deleted_at'>,
): PatternOutline => ({
  id: row.id,
  revision: row.revision,
  updatedAt: toDate(row.updated_at),
  status: toStatus(row.status),
  isHead: toFlag(row.is_head),
  deletedAt: toOptionalDate(row.deleted_at),
});

/** The columns of a record of use. */
export const fromUsageRecord = (usage: UsageRecord) =>
  ({
    usage_count: usage.usageCount,
    success_count: usage.successCount,
    failure_count: usage.failureCount,
    owner_usage_count: usage.ownerUsageCount,
    timed_count: usage.timedCount,
    total_time: usage.totalTime,
    last_used_at: fromOptionalDate(usage.lastUsedAt),
    decayed_successes: usage.decayedSuccesses,
    decayed_failures: usage.decayedFailures,
    decayed_at: fromOptionalDate(usage.decayedAt),
    effectiveness: usage.effectiveness,
  }) satisfies Updateable<Tables['patterns']>;

/** The columns of a pattern but its flags, which each database writes in its own way, and its rate, which it computes. */
export const fromPattern = (pattern: Pattern) =>
  ({
    id: pattern.id,
    lineage_id: pattern.lineageId,
    parent_pattern_id: pattern.parentPatternId ?? null,
    pattern_name: pattern.patternName,
    agent_id: pattern.agentId,
    namespace_id: pattern.namespace,
    category: pattern.category,
    subcategory: pattern.subcategory ?? null,
    access_level: pattern.accessLevel,
    status: pattern.status,
    deprecated_reason: pattern.deprecatedReason ?? null,
    replaced_by: pattern.replacedBy ?? null,
    pattern_data: JSON.stringify(pattern.patternData),
    version: pattern.version,
    revision: pattern.revision,
    learning_weight: pattern.learningWeight,
    complexity_score: pattern.complexityScore ?? null,
    confidence_prior: pattern.confidencePrior,
    created_at: pattern.createdAt.getTime(),
    updated_at: pattern.updatedAt.getTime(),
    deleted_at: fromOptionalDate(pattern.deletedAt),
    ...fromUsageRecord(pattern.usage),
  }) satisfies Partial<Insertable<Tables['patterns']>>;

/** The content that a revision keeps: all that an update can change, as JSON text. */
export const revisionContent = (pattern: Pattern): string => JSON.stringify(contentJson(pattern));

/** The content that {@link revisionContent} wrote down. */
export const fromRevisionContent = (content: JsonObject): PatternContent => {
  const text = (name: string): string | undefined => {
    const value = content[name];
    return typeof value === 'string' ? value : undefined;
  };
  const number = (name: string): number | undefined => {
    const value = content[name];
    return typeof value === 'number' ? value : undefined;
  };
  const texts = (name: string): readonly string[] => {
    const value = content[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    patternName: text('pattern_name') ?? '',
    namespace: text('namespace') ?? '',
    category: text('category') ?? '',
    subcategory: text('subcategory'),
    accessLevel: toAccessLevel(text('access_level') ?? ''),
    sharedWithAgents: texts('shared_with_agents'),
    patternData: isJsonObject(content.pattern_data) ? content.pattern_data : {},
    learningWeight: number('learning_weight') ?? 1,
    complexityScore: number('complexity_score'),
    status: toStatus(text('status') ?? ''),
    tags: texts('tags'),
    serveAsSkill: content.serve_as_skill === true,
    deprecatedReason: text('deprecated_reason'),
    replacedBy: text('replaced_by'),
    confidencePrior: number('confidence') ?? 0.5,
  };
};
