import { defineEntity, p } from '@mikro-orm/core';
import { digest, json, slug, time, uuid } from './column-types.ts';

/** First answers to mutating calls, by the caller's request id. */
export const RequestEntity = defineEntity({
  name: 'Request',
  tableName: 'requests',
  properties: {
    agentId: slug().primary(),
    requestId: uuid().primary(),
    digest: p.string().length(128),
    answer: json(),
    createdAt: time(),
  },
  indexes: [{ name: 'requests_created_index', properties: ['createdAt'] }],
});

/** The audit log; each row's hash covers the row and the hash before it. */
export const AuditEntity = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  properties: {
    sequence: p.integer().primary().autoincrement(),
    createdAt: time(),
    agentId: slug(),
    actingFor: slug().nullable(),
    action: p.string().length(100),
    targetKind: p.string().length(30),
    targetId: p.string().length(255),
    namespace: slug().nullable(),
    detail: json(),
    previousHash: digest(),
    hash: digest().unique(),
  },
  indexes: [
    { name: 'audit_created_index', properties: ['createdAt'] },
    { name: 'audit_target_index', properties: ['targetKind', 'targetId'] },
  ],
});

/**
 * Changes of rows that the index does not have yet, one entry a pattern at most. No foreign key: the index must also
 * hear of a pattern that is gone. The claim is for several cores on one database.
 */
export const OutboxEntity = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  properties: {
    sequence: p.integer().primary().autoincrement(),
    patternId: uuid().unique(),
    stage: p.string().length(10),
    createdAt: time(),
    claimedBy: p.string().length(100).nullable(),
    claimedAt: time().nullable(),
  },
  indexes: [{ name: 'outbox_stage_index', properties: ['stage', 'sequence'] }],
  checks: [{ name: 'outbox_stage_check', expression: "stage in ('words', 'meaning')" }],
});

/** One row whose value grows with each transaction that changes patterns, uses or memberships. */
export const ChangeCounterEntity = defineEntity({
  name: 'ChangeCounter',
  tableName: 'change_counter',
  properties: {
    id: p.integer().primary().autoincrement(false),
    value: p.bigint('number'),
  },
  checks: [{ name: 'change_counter_single_check', expression: 'id = 1' }],
});

/** Changes of patterns, for those who watch. `subject` is what tells who could read the pattern after the change. */
export const ChangeEntity = defineEntity({
  name: 'Change',
  tableName: 'changes',
  properties: {
    sequence: p.integer().primary().autoincrement(),
    patternId: uuid(),
    lineageId: uuid(),
    kind: p.string().length(20),
    createdAt: time(),
    subject: json().nullable(),
  },
  indexes: [
    { name: 'changes_created_index', properties: ['createdAt'] },
    { name: 'changes_pattern_index', properties: ['patternId', 'sequence'] },
  ],
});

/** Vectors by the model's tag and the digest of the text: little-endian 32-bit floats. */
export const VectorEntity = defineEntity({
  name: 'Vector',
  tableName: 'vectors',
  properties: {
    model: p.string().length(255).primary(),
    digest: digest().primary(),
    vector: p.blob().$type<Uint8Array>(),
    createdAt: time(),
  },
});

/** Values of the installation, e.g. the version of the index's text preparation. Each is a JSON object. */
export const SettingEntity = defineEntity({
  name: 'Setting',
  tableName: 'settings',
  properties: {
    key: p.string().length(100).primary(),
    value: json(),
    updatedAt: time(),
  },
});

/** The steps that made the schema, and the version of the product that ran each. */
export const SchemaVersionEntity = defineEntity({
  name: 'SchemaVersion',
  tableName: 'schema_versions',
  properties: {
    version: p.integer().primary().autoincrement(false),
    name: p.string().length(100),
    productVersion: p.string().length(256),
    appliedAt: time(),
  },
});
