import type { Migration } from '@mikro-orm/migrations';
import { ActingFor } from './acting-for.ts';
import { ChangeSubjects } from './change-subjects.ts';
import { FindingsByRevision } from './findings-by-revision.ts';
import { IdentityDetails } from './identity-details.ts';
import { InitialSchema } from './initial-schema.ts';

/** One step of the schema. Its version is its place in the list, from 1. */
export interface SchemaStep {
  readonly name: string;
  readonly migration: new (...parameters: ConstructorParameters<typeof Migration>) => Migration;
}

/** The steps that make the schema, in order. Steps are added at the end and never edited once released. */
export const SCHEMA_STEPS: readonly SchemaStep[] = [
  { name: 'initial-schema', migration: InitialSchema },
  { name: 'acting-for', migration: ActingFor },
  { name: 'change-subjects', migration: ChangeSubjects },
  { name: 'identity-details', migration: IdentityDetails },
  { name: 'findings-by-revision', migration: FindingsByRevision },
];
