import { defineEntity, p } from '@mikro-orm/core';
import { json, slug, time, uuid } from './column-types.ts';

/** Organisations and projects. */
export const NamespaceEntity = defineEntity({
  name: 'Namespace',
  tableName: 'namespaces',
  properties: {
    id: slug().primary(),
    createdAt: time(),
    description: p.string().length(1_000).nullable(),
    updatedAt: time().nullable(),
  },
});

/** Agents. A deleted one keeps its row, for the history that names it. */
export const AgentEntity = defineEntity({
  name: 'Agent',
  tableName: 'agents',
  properties: {
    id: slug().primary(),
    defaultNamespace: p.manyToOne(NamespaceEntity).mapToPk().name('default_namespace').$type<string>(),
    systemAdmin: p.boolean(),
    createdAt: time(),
    deletedAt: time().nullable(),
    description: p.string().length(1_000).nullable(),
    updatedAt: time().nullable(),
  },
});

/** An agent's place in a namespace. */
export const MembershipEntity = defineEntity({
  name: 'Membership',
  tableName: 'memberships',
  properties: {
    agent: p
      .manyToOne(AgentEntity)
      .mapToPk()
      .name('agent_id')
      .deleteRule('cascade')
      .primary()
      .index(false)
      .$type<string>(),
    namespace: p
      .manyToOne(NamespaceEntity)
      .mapToPk()
      .name('namespace_id')
      .deleteRule('cascade')
      .primary()
      .$type<string>(),
    role: p.string().length(10),
    createdAt: time(),
  },
  checks: [{ name: 'memberships_role_check', expression: "role in ('member', 'admin')" }],
});

/** Keys over TCP: only the hash is kept. `scopes` is a JSON list. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: uuid().primary(),
    agent: p.manyToOne(AgentEntity).mapToPk().name('agent_id').deleteRule('cascade').$type<string>(),
    description: p.string().length(1_000),
    prefix: p.string().length(16),
    hash: p.string().length(128).unique(),
    scopes: json(),
    createdBy: slug(),
    createdAt: time(),
    expiresAt: time().nullable(),
    revokedAt: time().nullable(),
    lastUsedAt: time().nullable(),
    oldHash: p.string().length(128).nullable().unique(),
    oldSecretEndsAt: time().nullable(),
  },
});
