import {
  AccessServiceDefinition,
  AdminServiceDefinition,
  InsightServiceDefinition,
  LearningServiceDefinition,
  PatternServiceDefinition,
  ProposalServiceDefinition,
  SkillServiceDefinition,
  UsageServiceDefinition,
  VersionServiceDefinition,
} from '@tmws/contract';
import type { Scope } from '@tmws/domain';
import type { TsProtoServiceDefinition } from 'nice-grpc';

/** What a key must allow for a call; `any`: a key that is valid is enough. */
export type NeededScope = Scope | 'any';

type ScopesOf<Definition extends TsProtoServiceDefinition> = Readonly<Record<keyof Definition['methods'], NeededScope>>;

const PATTERN_SCOPES: ScopesOf<typeof PatternServiceDefinition> = {
  createPattern: 'write',
  batchCreatePatterns: 'write',
  getPattern: 'read',
  listPatterns: 'read',
  searchPatterns: 'read',
  updatePattern: 'write',
  deletePattern: 'write',
  undeletePattern: 'write',
  purgePattern: 'write',
  approvePattern: 'write',
  lintPattern: 'read',
  listRevisions: 'read',
  getRevision: 'read',
  restoreRevision: 'write',
  redactRevision: 'write',
  watchPatterns: 'read',
};

const VERSION_SCOPES: ScopesOf<typeof VersionServiceDefinition> = {
  createVersion: 'write',
  listVersions: 'read',
  compareVersions: 'read',
};

const USAGE_SCOPES: ScopesOf<typeof UsageServiceDefinition> = {
  recordUsage: 'write',
  setUsageOutcome: 'write',
  listUsage: 'read',
};

const INSIGHT_SCOPES: ScopesOf<typeof InsightServiceDefinition> = {
  recommendPatterns: 'read',
  getPatternAnalytics: 'read',
  suggestLearningOpportunities: 'read',
  recordExperience: 'write',
};

const LEARNING_SCOPES: ScopesOf<typeof LearningServiceDefinition> = {
  learnPattern: 'write',
  // It remembers what it answered, for the outcome, and changes nothing that anybody reads.
  applyPattern: 'read',
  evolvePattern: 'write',
};

const PROPOSAL_SCOPES: ScopesOf<typeof ProposalServiceDefinition> = {
  createProposal: 'write',
  listProposals: 'read',
  getProposal: 'read',
  acceptProposal: 'write',
  rejectProposal: 'write',
};

const SKILL_SCOPES: ScopesOf<typeof SkillServiceDefinition> = {
  importSkills: 'write',
  exportSkills: 'read',
  listSkills: 'read',
  getSkill: 'read',
  readSkillFile: 'read',
  validateSkill: 'read',
};

/** What is for admins of a namespace is `write` here: which of them may, the use case says. `admin` is a system admin. */
const ACCESS_SCOPES: ScopesOf<typeof AccessServiceDefinition> = {
  createAgent: 'write',
  getAgent: 'read',
  listAgents: 'read',
  updateAgent: 'write',
  deleteAgent: 'write',
  createNamespace: 'admin',
  getNamespace: 'read',
  listNamespaces: 'read',
  updateNamespace: 'write',
  deleteNamespace: 'write',
  createMembership: 'write',
  getMembership: 'read',
  listMemberships: 'read',
  updateMembership: 'write',
  deleteMembership: 'write',
  createApiKey: 'write',
  getApiKey: 'read',
  listApiKeys: 'read',
  updateApiKey: 'write',
  deleteApiKey: 'write',
  rotateApiKey: 'write',
  transferOwnership: 'write',
  whoAmI: 'any',
};

const ADMIN_SCOPES: ScopesOf<typeof AdminServiceDefinition> = {
  getStatus: 'any',
  createBackup: 'admin',
  verifyBackup: 'admin',
  reindex: 'admin',
  listEmbedders: 'any',
  switchEmbedder: 'admin',
  // Admins of a namespace read what concerns it.
  listAuditEvents: 'read',
  exportAudit: 'admin',
  verifyAudit: 'admin',
};

const SERVICES: readonly (readonly [TsProtoServiceDefinition, Readonly<Record<string, NeededScope>>])[] = [
  [PatternServiceDefinition, PATTERN_SCOPES],
  [VersionServiceDefinition, VERSION_SCOPES],
  [UsageServiceDefinition, USAGE_SCOPES],
  [InsightServiceDefinition, INSIGHT_SCOPES],
  [LearningServiceDefinition, LEARNING_SCOPES],
  [ProposalServiceDefinition, PROPOSAL_SCOPES],
  [SkillServiceDefinition, SKILL_SCOPES],
  [AccessServiceDefinition, ACCESS_SCOPES],
  [AdminServiceDefinition, ADMIN_SCOPES],
];

/**
 * The scope that each rpc needs, by its path, e.g. `/tmws.learning.v1.PatternService/GetPattern`. Each table above is
 * total: an rpc without an entry does not compile.
 */
export const RPC_SCOPES: ReadonlyMap<string, NeededScope> = new Map(
  SERVICES.flatMap(([{ fullName, methods }, scopes]) =>
    Object.entries(scopes).map(([key, scope]) => [`/${fullName}/${methods[key]?.name}`, scope] as const),
  ),
);
