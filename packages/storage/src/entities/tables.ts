import type { InferKyselyDB, Kysely } from '@mikro-orm/sql';
import type { GeneratedAlways } from 'kysely';
import { AgentEntity, ApiKeyEntity, MembershipEntity, NamespaceEntity } from './identity-entities.ts';
import { PatternEntity, PatternShareEntity, PatternTagEntity, RevisionEntity } from './pattern-entities.ts';
import { BlobEntity, FindingEntity, SkillFileEntity, SkillSourceEntity } from './skill-entities.ts';
import {
  AuditEntity,
  ChangeCounterEntity,
  ChangeEntity,
  OutboxEntity,
  RequestEntity,
  SchemaVersionEntity,
  SettingEntity,
  VectorEntity,
} from './system-entities.ts';
import {
  ApplicationEntity,
  ApplicationPatternEntity,
  DemandEntity,
  EvolutionEntity,
  ExperienceEntity,
  ProposalEntity,
  UsageEntity,
} from './use-entities.ts';

/** Every table of the schema. */
export const ENTITIES = [
  NamespaceEntity,
  AgentEntity,
  MembershipEntity,
  ApiKeyEntity,
  PatternEntity,
  PatternShareEntity,
  PatternTagEntity,
  RevisionEntity,
  ApplicationEntity,
  UsageEntity,
  ApplicationPatternEntity,
  EvolutionEntity,
  ProposalEntity,
  DemandEntity,
  ExperienceEntity,
  BlobEntity,
  SkillFileEntity,
  SkillSourceEntity,
  FindingEntity,
  RequestEntity,
  AuditEntity,
  OutboxEntity,
  ChangeCounterEntity,
  ChangeEntity,
  VectorEntity,
  SettingEntity,
  SchemaVersionEntity,
];

type Inferred = InferKyselyDB<(typeof ENTITIES)[number]>;

/** The tables and columns as the query builder sees them, inferred from the entities. */
export type Tables = Omit<Inferred, 'patterns'> & {
  // The inference does not know that the database computes this column.
  patterns: Omit<Inferred['patterns'], 'success_rate'> & { success_rate: GeneratedAlways<number> };
};

/** The query builder over {@link Tables}: of a connection, or of a transaction. */
export type Database = Kysely<Tables>;
