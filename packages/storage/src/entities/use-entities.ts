import { defineEntity, p } from '@mikro-orm/core';
import { json, real, slug, time, uuid } from './column-types.ts';
import { PatternEntity } from './pattern-entities.ts';

const patternReference = () =>
  p.manyToOne(PatternEntity).mapToPk().name('pattern_id').deleteRule('cascade').$type<string>();

/** Answers of apply_pattern. */
export const ApplicationEntity = defineEntity({
  name: 'Application',
  tableName: 'applications',
  properties: {
    id: uuid().primary(),
    agentId: slug(),
    query: p.text(),
    createdAt: time(),
    mentionedAt: time().nullable(),
  },
  indexes: [
    { name: 'applications_agent_index', properties: ['agentId', 'createdAt'] },
    { name: 'applications_created_index', properties: ['createdAt'] },
  ],
});

/** The history of use. `request_id` names the call that recorded it, `outcome_at` when a late outcome came. */
export const UsageEntity = defineEntity({
  name: 'Usage',
  tableName: 'usages',
  properties: {
    id: uuid().primary(),
    pattern: patternReference().index(false),
    agentId: slug(),
    executionTime: real().nullable(),
    success: p.boolean().nullable(),
    contextData: json().nullable(),
    usedAt: time(),
    outcomeAt: time().nullable(),
    countsInEffectiveness: p.boolean(),
    application: p
      .manyToOne(ApplicationEntity)
      .mapToPk()
      .name('application_id')
      .deleteRule('set null')
      .nullable()
      .$type<string>(),
    requestId: uuid().nullable(),
  },
  indexes: [
    { name: 'usages_pattern_index', properties: ['pattern', 'agentId', 'usedAt'] },
    { name: 'usages_agent_index', properties: ['agentId', 'usedAt'] },
    { name: 'usages_used_index', properties: ['usedAt'] },
  ],
  checks: [{ name: 'usages_execution_time_check', expression: 'execution_time >= 0' }],
});

/** What an application answered with; `usage_id` is the use whose outcome was reported for it. */
export const ApplicationPatternEntity = defineEntity({
  name: 'ApplicationPattern',
  tableName: 'application_patterns',
  properties: {
    application: p
      .manyToOne(ApplicationEntity)
      .mapToPk()
      .name('application_id')
      .deleteRule('cascade')
      .primary()
      .index(false)
      .$type<string>(),
    pattern: patternReference().primary(),
    rank: p.integer(),
    similarity: real(),
    usage: p.manyToOne(UsageEntity).mapToPk().name('usage_id').deleteRule('set null').nullable().$type<string>(),
  },
});

/** Calls of evolve_pattern and what became of each. */
export const EvolutionEntity = defineEntity({
  name: 'Evolution',
  tableName: 'evolutions',
  properties: {
    id: uuid().primary(),
    pattern: patternReference().index(false),
    agentId: slug(),
    kind: p.string().length(10),
    success: p.boolean().nullable(),
    notes: p.text().nullable(),
    application: p
      .manyToOne(ApplicationEntity)
      .mapToPk()
      .name('application_id')
      .deleteRule('set null')
      .nullable()
      .$type<string>(),
    createdAt: time(),
  },
  indexes: [{ name: 'evolutions_pattern_index', properties: ['pattern', 'createdAt'] }],
  checks: [{ name: 'evolutions_kind_check', expression: "kind in ('report', 'revision', 'version', 'proposal')" }],
});

/** Changes that another agent proposes to the owner of a pattern: a JSON merge patch on a revision. */
export const ProposalEntity = defineEntity({
  name: 'Proposal',
  tableName: 'proposals',
  properties: {
    id: uuid().primary(),
    pattern: patternReference().index(false),
    agentId: slug(),
    baseRevision: p.integer(),
    changes: json(),
    bump: p.string().length(10).nullable(),
    notes: p.text().nullable(),
    status: p.string().length(10),
    createdAt: time(),
    decidedAt: time().nullable(),
    decidedBy: slug().nullable(),
    decisionReason: p.text().nullable(),
    resultPatternId: uuid().nullable(),
    resultRevision: p.integer().nullable(),
  },
  indexes: [
    { name: 'proposals_pattern_index', properties: ['pattern', 'status', 'createdAt'] },
    { name: 'proposals_agent_index', properties: ['agentId', 'createdAt'] },
  ],
  checks: [
    { name: 'proposals_status_check', expression: "status in ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')" },
    { name: 'proposals_bump_check', expression: "bump in ('PATCH', 'MINOR', 'MAJOR')" },
  ],
});

/** Searches made, for learning opportunities. */
export const DemandEntity = defineEntity({
  name: 'Demand',
  tableName: 'demand',
  properties: {
    id: uuid().primary(),
    namespace: slug(),
    agentId: slug(),
    query: p.text(),
    bestSimilarity: real().nullable(),
    createdAt: time(),
  },
  indexes: [
    { name: 'demand_namespace_index', properties: ['namespace', 'createdAt'] },
    { name: 'demand_created_index', properties: ['createdAt'] },
  ],
});

/** Short notes that agents leave. `tags` is a JSON list. */
export const ExperienceEntity = defineEntity({
  name: 'Experience',
  tableName: 'experiences',
  properties: {
    id: uuid().primary(),
    namespace: slug(),
    agentId: slug(),
    area: p.string().length(100),
    content: p.text(),
    tags: json(),
    createdAt: time(),
  },
  indexes: [{ name: 'experiences_namespace_index', properties: ['namespace', 'area', 'createdAt'] }],
});
