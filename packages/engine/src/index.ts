export { getStatus, type Status } from './admin/get-status.ts';
export { type ReindexInput, reindex } from './admin/reindex.ts';
export type { PatternAnalytics } from './analytics/compute-analytics.ts';
export { type GetPatternAnalyticsInput, getPatternAnalytics } from './analytics/get-pattern-analytics.ts';
export { type ListAuditEventsInput, listAuditEvents } from './audit/list-audit-events.ts';
export { verifyAudit } from './audit/verify-audit.ts';
export type { Engine } from './engine.ts';
export { type RecordExperienceInput, recordExperience } from './experience/record-experience.ts';
export { FAILPOINTS, type Failpoint, type Reach } from './failpoints.ts';
export { type CreateAgentInput, createAgent } from './identity/agent/create-agent.ts';
export { type DeleteAgentInput, deleteAgent } from './identity/agent/delete-agent.ts';
export { getAgent } from './identity/agent/get-agent.ts';
export { type ListAgentsInput, listAgents } from './identity/agent/list-agents.ts';
export type { SeenAgent } from './identity/agent/seen-agent.ts';
export { type AgentChanges, type UpdateAgentInput, updateAgent } from './identity/agent/update-agent.ts';
export { type CreateApiKeyInput, type CreateApiKeyResult, createApiKey } from './identity/api-key/create-api-key.ts';
export { type DeleteApiKeyInput, deleteApiKey } from './identity/api-key/delete-api-key.ts';
export { getApiKey } from './identity/api-key/get-api-key.ts';
export { type ListApiKeysInput, listApiKeys } from './identity/api-key/list-api-keys.ts';
export { type RotateApiKeyInput, rotateApiKey } from './identity/api-key/rotate-api-key.ts';
export type { SeenApiKey } from './identity/api-key/seen-api-key.ts';
export { type ApiKeyChanges, type UpdateApiKeyInput, updateApiKey } from './identity/api-key/update-api-key.ts';
export { endOfSecret, hashSecret } from './identity/api-key-secret.ts';
export { type CreateMembershipInput, createMembership } from './identity/membership/create-membership.ts';
export { type DeleteMembershipInput, deleteMembership } from './identity/membership/delete-membership.ts';
export type { MembershipName } from './identity/membership/find-membership.ts';
export { getMembership } from './identity/membership/get-membership.ts';
export { type ListMembershipsInput, listMemberships } from './identity/membership/list-memberships.ts';
export { type UpdateMembershipInput, updateMembership } from './identity/membership/update-membership.ts';
export { type CreateNamespaceInput, createNamespace } from './identity/namespace/create-namespace.ts';
export {
  type DeleteNamespaceInput,
  type DeleteNamespaceResult,
  deleteNamespace,
} from './identity/namespace/delete-namespace.ts';
export { getNamespace } from './identity/namespace/get-namespace.ts';
export { listNamespaces } from './identity/namespace/list-namespaces.ts';
export type { SeenNamespace } from './identity/namespace/seen-namespace.ts';
export { type UpdateNamespaceInput, updateNamespace } from './identity/namespace/update-namespace.ts';
export type { PageInput, PageOf } from './identity/page-of.ts';
export { requireSelf } from './identity/require-self.ts';
export { resolveSocketCaller, type SocketIdentity } from './identity/resolve-caller.ts';
export {
  type KeyIdentity,
  type KeyOptions,
  type RecognisedKey,
  resolveKeyCaller,
} from './identity/resolve-key-caller.ts';
export {
  type TransferOwnershipInput,
  type TransferOwnershipResult,
  transferOwnership,
} from './identity/transfer-ownership.ts';
export { createIndexer, type Indexer } from './indexing/indexer.ts';
export type { IndexerOptions } from './indexing/indexing-context.ts';
export type { ReindexProgress } from './indexing/rebuild-index.ts';
export type { Searchable } from './indexing/waiting-list.ts';
export { type ApplyPatternInput, type ApplyPatternResult, applyPattern } from './learning/apply-pattern.ts';
export type { EvolutionOutcome } from './learning/evolution-message.ts';
export {
  type EvolutionSummary,
  type EvolvePatternInput,
  type EvolvePatternResult,
  evolvePattern,
} from './learning/evolve-pattern.ts';
export type { AppliedPattern } from './learning/fit-to-budget.ts';
export { type LearnPatternInput, type LearnPatternResult, learnPattern } from './learning/learn-pattern.ts';
export { lintFindings, lintPattern } from './lint/lint-pattern.ts';
export {
  type SuggestLearningOpportunitiesInput,
  type SuggestLearningOpportunitiesResult,
  suggestLearningOpportunities,
} from './opportunity/suggest-learning-opportunities.ts';
export { type ApprovePatternInput, approvePattern } from './pattern/approve-pattern.ts';
export {
  type BatchCreateInput,
  type BatchCreateResult,
  type BatchItemResult,
  batchCreatePatterns,
} from './pattern/batch-create-patterns.ts';
export { type CreatePatternInput, type CreatePatternResult, createPattern } from './pattern/create-pattern.ts';
export {
  type DeletePatternInput,
  type DeletePatternResult,
  deletePattern,
} from './pattern/delete-pattern.ts';
export { type GetPatternInput, getPattern } from './pattern/get-pattern.ts';
export { type GetRevisionInput, type GetRevisionResult, getRevision } from './pattern/get-revision.ts';
export { type ListPatternsInput, type ListPatternsResult, listPatterns } from './pattern/list-patterns.ts';
export {
  type ListedRevision,
  type ListRevisionsInput,
  type ListRevisionsResult,
  listRevisions,
} from './pattern/list-revisions.ts';
export type { OriginUse, PatternOrigin } from './pattern/pattern-origin.ts';
export { purgeDeleted } from './pattern/purge-deleted.ts';
export { type PurgePatternInput, type PurgePatternResult, purgePattern } from './pattern/purge-pattern.ts';
export { type RedactRevisionInput, redactRevision } from './pattern/redact-revision.ts';
export { type RestoreRevisionInput, restoreRevision } from './pattern/restore-revision.ts';
export type { WrittenPattern } from './pattern/settle-pattern.ts';
export { type UndeletePatternInput, undeletePattern } from './pattern/undelete-pattern.ts';
export { type UpdatePatternInput, updatePattern } from './pattern/update-pattern.ts';
export type { AgentSkillRules } from './ports/agent-skill-rules.ts';
export type {
  AnalyticsRepository,
  NoteScope,
  RankingLimits,
  RankingQuery,
  Rankings,
} from './ports/analytics-repository.ts';
export type { ApiKey, ApiKeyListQuery, ApiKeyRepository } from './ports/api-key-repository.ts';
export type {
  AuditEntry,
  AuditLog,
  AuditQuery,
  AuditTargetKind,
  AuditVerdict,
  StoredAuditEntry,
} from './ports/audit-log.ts';
export type { CategoryExample, CategoryExamples, CategoryExamplesQuery } from './ports/category-examples.ts';
export {
  CHANGE_KINDS,
  type ChangeFeed,
  type ChangeKind,
  type ChangeSubject,
  type FeedChange,
} from './ports/change-feed.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export type { DemandRepository } from './ports/demand-repository.ts';
export type {
  Agent,
  AgentListQuery,
  DirectoryRepository,
  MembershipListQuery,
  MembershipRecord,
  Namespace,
} from './ports/directory-repository.ts';
export type { Embedder, EmbedderState, EmbeddingModel } from './ports/embedder.ts';
export type { Evolution, EvolutionKind, EvolutionRepository } from './ports/evolution-repository.ts';
export type { Experience, ExperienceRepository } from './ports/experience-repository.ts';
export type {
  FindingRepository,
  KeptFinding,
  RevisionPlace,
} from './ports/finding-repository.ts';
export type {
  OpportunityRepository,
  OpportunityScope,
  RecordedActivity,
} from './ports/opportunity-repository.ts';
export type { PatternBatch } from './ports/pattern-batch.ts';
export type {
  IndexCandidate,
  IndexRebuild,
  IndexRow,
  IndexSpec,
  IndexState,
  MeaningQuery,
  PatternIndex,
  VectorSpace,
  WordsQuery,
} from './ports/pattern-index.ts';
export type { PatternRemoval } from './ports/pattern-removal.ts';
export {
  type ListedProposal,
  PROPOSAL_STATES,
  type Proposal,
  type ProposalDecision,
  type ProposalListQuery,
  type ProposalRepository,
  type ProposalState,
} from './ports/proposal-repository.ts';
export type {
  OwnRecord,
  RecommendationCandidate,
  RecommendationRepository,
} from './ports/recommendation-repository.ts';
export type { Revision, RevisionRepository } from './ports/revision-repository.ts';
export type { SkillCursor, SkillListing, SkillListQuery, SkillOutline } from './ports/skill-listing.ts';
export type { SkillParser } from './ports/skill-parser.ts';
export type {
  RenderedFile,
  RenderedSkill,
  SkillForm,
  SkillRenderer,
  SkillToRender,
} from './ports/skill-renderer.ts';
export type {
  ApplicationRepository,
  IdentityRepository,
  ListCursor,
  Outbox,
  PatternListQuery,
  PatternOutline,
  PatternRepository,
  RequestMemory,
  RevisionAuthor,
  SkillRepository,
  SkillSource,
  StatisticsFilter,
  Store,
  StoredSkillFile,
  UnitOfWork,
  VectorCache,
} from './ports/store.ts';
export type {
  StoredEffectiveness,
  Usage,
  UsageListQuery,
  UsageRepository,
} from './ports/usage-repository.ts';
export { type AcceptProposalInput, type AcceptProposalResult, acceptProposal } from './proposal/accept-proposal.ts';
export { type CreateProposalInput, type CreateProposalResult, createProposal } from './proposal/create-proposal.ts';
export { type GetProposalResult, getProposal } from './proposal/get-proposal.ts';
export { type ListProposalsInput, type ListProposalsResult, listProposals } from './proposal/list-proposals.ts';
export { type RejectProposalInput, rejectProposal } from './proposal/reject-proposal.ts';
export {
  type Recommendation,
  type RecommendPatternsInput,
  type RecommendPatternsResult,
  recommendPatterns,
} from './recommend/recommend-patterns.ts';
export { type OpenRequest, openRequest } from './request-memory.ts';
export { notScanned, type ScannedSkill, scanSkill } from './scan/scan-skill.ts';
export { createDemandLog, type Demand, type DemandLog } from './search/demand-log.ts';
export { loadWordTable } from './search/load-word-table.ts';
export { type RankedCandidate, SEARCH_MODES, type SearchMode } from './search/rank.ts';
export {
  type SearchHit,
  type SearchPatternsInput,
  type SearchPatternsResult,
  searchPatterns,
} from './search/search-patterns.ts';
export type { PatternFilter } from './search/visible.ts';
export { type ExportedFile, type ExportedSkill, type ExportSkillsInput, exportSkills } from './skill/export-skills.ts';
export { type GetSkillInput, type GetSkillResult, getSkill } from './skill/get-skill.ts';
export type { ImportConflict, ImportOptions } from './skill/import-options.ts';
export { requireOwnerRight } from './skill/import-owner.ts';
export { createImportRun, type ImportRun } from './skill/import-run.ts';
export { type ImportAction, type ImportSkillInput, type ImportSkillResult, importSkill } from './skill/import-skill.ts';
export { type ListSkillsInput, type ListSkillsResult, listSkills } from './skill/list-skills.ts';
export { type ReadSkillFileInput, type ReadSkillFileResult, readSkillFile } from './skill/read-skill-file.ts';
export { type MissingInput, reportMissing } from './skill/report-missing.ts';
export type { SkillMaking } from './skill/skill-content.ts';
export type { SkillView } from './skill/skill-view.ts';
export { type ListUsageInput, type ListUsageResult, listUsage } from './usage/list-usage.ts';
export { type RecordUsageInput, recordUsage } from './usage/record-usage.ts';
export type { RecordedUse } from './usage/record-use.ts';
export { refreshEffectiveness } from './usage/refresh-effectiveness.ts';
export { type SetUsageOutcomeInput, setUsageOutcome } from './usage/set-usage-outcome.ts';
export { type CompareVersionsResult, compareVersions } from './version/compare-versions.ts';
export { type CreateVersionInput, type CreateVersionResult, createVersion } from './version/create-version.ts';
export {
  type ListVersionsInput,
  type ListVersionsResult,
  listVersions,
  type VersionNode,
} from './version/list-versions.ts';
export {
  WATCH_KINDS,
  type WatchEvent,
  type WatchKind,
  type WatchPatternsInput,
  watchPatterns,
} from './watch/watch-patterns.ts';
