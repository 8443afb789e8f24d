import { defineEntity, p } from '@mikro-orm/core';
import { ACCESS_LEVELS, PATTERN_STATUSES } from '@tmws/domain';
import { json, real, slug, time, uuid, wordList } from './column-types.ts';
import { AgentEntity, NamespaceEntity } from './identity-entities.ts';

/**
 * Patterns. `parent_pattern_id` and `replaced_by` bear no foreign key: what they name may be purged, and a version keeps
 * its place in the tree.
 */
export const PatternEntity = defineEntity({
  name: 'Pattern',
  tableName: 'patterns',
  properties: {
    id: uuid().primary(),
    lineageId: uuid(),
    parentPatternId: uuid().nullable(),
    patternName: p.string().length(255),
    agent: p.manyToOne(AgentEntity).mapToPk().name('agent_id').index(false).$type<string>(),
    namespace: p.manyToOne(NamespaceEntity).mapToPk().name('namespace_id').index(false).$type<string>(),
    category: p.string().length(100),
    subcategory: p.string().length(100).nullable(),
    accessLevel: p.string().length(10),
    status: p.string().length(10),
    deprecatedReason: p.text().nullable(),
    replacedBy: p.string().length(255).nullable(),
    version: p.string().length(256),
    isHead: p.boolean(),
    revision: p.integer(),
    learningWeight: real(),
    complexityScore: real().nullable(),
    confidencePrior: real(),
    serveAsSkill: p.boolean(),
    createdAt: time(),
    updatedAt: time(),
    deletedAt: time().nullable(),
    usageCount: p.integer(),
    successCount: p.integer(),
    failureCount: p.integer(),
    ownerUsageCount: p.integer(),
    timedCount: p.integer(),
    totalTime: real(),
    lastUsedAt: time().nullable(),
    decayedSuccesses: real(),
    decayedFailures: real(),
    decayedAt: time().nullable(),
    effectiveness: real(),
    successRate: real().generated(
      '(case when success_count + failure_count = 0 then 0 else cast(success_count as double precision) / (success_count + failure_count) end) stored',
    ),
    // Last, as it may be large: filters read the columns before it without going through it.
    patternData: json(),
  },
  uniques: [
    {
      name: 'patterns_live_version_unique',
      properties: ['namespace', 'agent', 'patternName', 'version'],
      where: 'deleted_at is null',
    },
  ],
  indexes: [
    { name: 'patterns_agent_index', properties: ['agent', 'createdAt', 'id'] },
    { name: 'patterns_namespace_index', properties: ['namespace', 'createdAt', 'id'] },
    { name: 'patterns_category_index', properties: ['category', 'subcategory'] },
    { name: 'patterns_access_level_index', properties: ['accessLevel', 'createdAt', 'id'] },
    { name: 'patterns_lineage_index', properties: ['lineageId'] },
    { name: 'patterns_parent_index', properties: ['parentPatternId'] },
    { name: 'patterns_created_index', properties: ['createdAt', 'id'] },
    {
      name: 'patterns_proven_index',
      columns: [
        { name: 'effectiveness', sort: 'desc' },
        { name: 'learning_weight', sort: 'desc' },
        { name: 'updated_at', sort: 'desc' },
        { name: 'created_at' },
        { name: 'id' },
      ],
    },
    { name: 'patterns_deleted_index', properties: ['deletedAt'], where: 'deleted_at is not null' },
  ],
  checks: [
    { name: 'patterns_access_level_check', expression: `access_level in (${wordList(ACCESS_LEVELS)})` },
    { name: 'patterns_status_check', expression: `status in (${wordList(PATTERN_STATUSES)})` },
    { name: 'patterns_learning_weight_check', expression: 'learning_weight between 0 and 10' },
    { name: 'patterns_complexity_check', expression: 'complexity_score between 0 and 1' },
    { name: 'patterns_prior_check', expression: 'confidence_prior between 0 and 1' },
    { name: 'patterns_effectiveness_check', expression: 'effectiveness between 0 and 1' },
    { name: 'patterns_revision_check', expression: 'revision >= 1' },
    {
      name: 'patterns_counts_check',
      expression:
        'success_count >= 0 and failure_count >= 0 and owner_usage_count >= 0 and timed_count >= 0 and success_count + failure_count <= usage_count and owner_usage_count <= usage_count and timed_count <= usage_count',
    },
    {
      name: 'patterns_sums_check',
      expression: 'total_time >= 0 and decayed_successes >= 0 and decayed_failures >= 0',
    },
  ],
});

const patternReference = () =>
  p.manyToOne(PatternEntity).mapToPk().name('pattern_id').deleteRule('cascade').$type<string>();

/** The agents a pattern is shared with, in their order. They may be unknown yet. */
export const PatternShareEntity = defineEntity({
  name: 'PatternShare',
  tableName: 'pattern_shares',
  properties: {
    pattern: patternReference().primary().index(false),
    agentId: slug().primary(),
    position: p.integer(),
  },
  indexes: [{ name: 'pattern_shares_agent_index', properties: ['agentId', 'pattern'] }],
});

/** The tags of a pattern, in their order. */
export const PatternTagEntity = defineEntity({
  name: 'PatternTag',
  tableName: 'pattern_tags',
  properties: {
    pattern: patternReference().primary().index(false),
    tag: p.string().length(50).primary(),
    position: p.integer(),
  },
  indexes: [{ name: 'pattern_tags_tag_index', properties: ['tag', 'pattern'] }],
});

/** The content that each revision of a pattern had; none once it was redacted. */
export const RevisionEntity = defineEntity({
  name: 'Revision',
  tableName: 'revisions',
  properties: {
    pattern: patternReference().primary().index(false),
    number: p.integer().primary(),
    content: json().nullable(),
    agentId: slug(),
    reason: p.text().nullable(),
    createdAt: time(),
    redactedAt: time().nullable(),
    redactedBy: slug().nullable(),
    actingFor: slug().nullable(),
  },
  checks: [
    { name: 'revisions_number_check', expression: 'number >= 1' },
    { name: 'revisions_content_check', expression: 'content is not null or redacted_at is not null' },
  ],
});
