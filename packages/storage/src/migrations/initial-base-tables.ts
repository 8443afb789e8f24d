/**
 * The first schema's tables of agents, keys, queues and logs, with their indexes, as MikroORM's schema generator writes
 * them for SQLite from the entities. A step that has run is never edited: later changes are later steps.
 */
export const INITIAL_BASE_TABLES: readonly string[] = [
  `create table "applications" (
    "id" text not null primary key,
    "agent_id" text not null,
    "query" text not null,
    "created_at" bigint not null,
    "mentioned_at" bigint null
  )`,
  'create index "applications_agent_index" on "applications" ("agent_id", "created_at")',
  'create index "applications_created_index" on "applications" ("created_at")',
  `create table "audit" (
    "sequence" integer not null primary key autoincrement,
    "created_at" bigint not null,
    "agent_id" text not null,
    "acting_for" text null,
    "action" text not null,
    "target_kind" text not null,
    "target_id" text not null,
    "namespace" text null,
    "detail" json not null,
    "previous_hash" text not null,
    "hash" text not null
  )`,
  'create unique index "audit_hash_unique" on "audit" ("hash")',
  'create index "audit_created_index" on "audit" ("created_at")',
  'create index "audit_target_index" on "audit" ("target_kind", "target_id")',
  `create table "blobs" (
    "digest" text not null primary key,
    "size" bigint not null,
    "content" blob not null
  )`,
  `create table "changes" (
    "sequence" integer not null primary key autoincrement,
    "pattern_id" text not null,
    "lineage_id" text not null,
    "kind" text not null,
    "created_at" bigint not null
  )`,
  'create index "changes_created_index" on "changes" ("created_at")',
  `create table "change_counter" (
    "id" integer not null primary key,
    "value" bigint not null,
    constraint "change_counter_single_check" check (id = 1)
  )`,
  `create table "demand" (
    "id" text not null primary key,
    "namespace" text not null,
    "agent_id" text not null,
    "query" text not null,
    "best_similarity" double null,
    "created_at" bigint not null
  )`,
  'create index "demand_namespace_index" on "demand" ("namespace", "created_at")',
  'create index "demand_created_index" on "demand" ("created_at")',
  `create table "experiences" (
    "id" text not null primary key,
    "namespace" text not null,
    "agent_id" text not null,
    "area" text not null,
    "content" text not null,
    "tags" json not null,
    "created_at" bigint not null
  )`,
  'create index "experiences_namespace_index" on "experiences" ("namespace", "area", "created_at")',
  `create table "namespaces" (
    "id" text not null primary key,
    "created_at" bigint not null
  )`,
  `create table "agents" (
    "id" text not null primary key,
    "default_namespace" text not null,
    "system_admin" integer not null,
    "created_at" bigint not null,
    "deleted_at" bigint null,
    constraint "agents_default_namespace_foreign" foreign key ("default_namespace") references "namespaces" ("id")
  )`,
  'create index "agents_default_namespace_index" on "agents" ("default_namespace")',
  `create table "memberships" (
    "agent_id" text not null,
    "namespace_id" text not null,
    "role" text not null,
    "created_at" bigint not null,
    primary key ("agent_id", "namespace_id"),
    constraint "memberships_agent_id_foreign" foreign key ("agent_id") references "agents" ("id") on update cascade on delete cascade,
    constraint "memberships_namespace_id_foreign" foreign key ("namespace_id") references "namespaces" ("id") on update cascade on delete cascade,
    constraint "memberships_role_check" check (role in ('member', 'admin'))
  )`,
  'create index "memberships_namespace_id_index" on "memberships" ("namespace_id")',
  `create table "api_keys" (
    "id" text not null primary key,
    "agent_id" text not null,
    "name" text not null,
    "prefix" text not null,
    "hash" text not null,
    "scopes" json not null,
    "created_by" text not null,
    "created_at" bigint not null,
    "expires_at" bigint null,
    "revoked_at" bigint null,
    "last_used_at" bigint null,
    constraint "api_keys_agent_id_foreign" foreign key ("agent_id") references "agents" ("id") on delete cascade
  )`,
  'create index "api_keys_agent_id_index" on "api_keys" ("agent_id")',
  'create unique index "api_keys_hash_unique" on "api_keys" ("hash")',
  `create table "outbox" (
    "sequence" integer not null primary key autoincrement,
    "pattern_id" text not null,
    "stage" text not null,
    "created_at" bigint not null,
    "claimed_by" text null,
    "claimed_at" bigint null,
    constraint "outbox_stage_check" check (stage in ('words', 'meaning'))
  )`,
  'create unique index "outbox_pattern_id_unique" on "outbox" ("pattern_id")',
  'create index "outbox_stage_index" on "outbox" ("stage", "sequence")',
  `create table "requests" (
    "agent_id" text not null,
    "request_id" text not null,
    "digest" text not null,
    "answer" json not null,
    "created_at" bigint not null,
    primary key ("agent_id", "request_id")
  )`,
  'create index "requests_created_index" on "requests" ("created_at")',
  `create table "schema_versions" (
    "version" integer not null primary key,
    "name" text not null,
    "product_version" text not null,
    "applied_at" bigint not null
  )`,
  `create table "settings" (
    "key" text not null primary key,
    "value" json not null,
    "updated_at" bigint not null
  )`,
  `create table "vectors" (
    "model" text not null,
    "digest" text not null,
    "vector" blob not null,
    "created_at" bigint not null,
    primary key ("model", "digest")
  )`,
];
