export { getStatus, type Status } from './admin/get-status.ts';
export { reindex } from './admin/reindex.ts';
export type { PatternAnalytics } from './analytics/compute-analytics.ts';
export { type GetPatternAnalyticsInput, getPatternAnalytics } from './analytics/get-pattern-analytics.ts';
export type { Engine } from './engine.ts';
export { type RecordExperienceInput, recordExperience } from './experience/record-experience.ts';
export { FAILPOINTS, type Failpoint, type Reach } from './failpoints.ts';
export { endOfSecret, hashSecret } from './identity/api-key-secret.ts';
export { requireSelf } from './identity/require-self.ts';
export { resolveSocketCaller, type SocketIdentity } from './identity/resolve-caller.ts';
export {
  type KeyIdentity,
  type KeyOptions,
  type RecognisedKey,
  resolveKeyCaller,
} from './identity/resolve-key-caller.ts';
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
export { type GetPatternInput, getPattern } from './pattern/get-pattern.ts';
export { type ListPatternsInput, type ListPatternsResult, listPatterns } from './pattern/list-patterns.ts';
export type { WrittenPattern } from './pattern/settle-pattern.ts';
export type { AnalyticsRepository, NoteScope, RankingQuery } from './ports/analytics-repository.ts';
export type { ApiKey, ApiKeyListQuery, ApiKeyRepository } from './ports/api-key-repository.ts';
export type { AuditEntry, AuditLog, AuditTargetKind } from './ports/audit-log.ts';
export {
  CHANGE_KINDS,
  type ChangeFeed,
  type ChangeKind,
  type ChangeSubject,
  type FeedChange,
} from './ports/change-feed.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export type { DemandEntry, DemandRepository } from './ports/demand-repository.ts';
export type { Embedder, EmbedderState, EmbeddingModel } from './ports/embedder.ts';
export type { Evolution, EvolutionKind, EvolutionRepository } from './ports/evolution-repository.ts';
export type { Experience, ExperienceRepository } from './ports/experience-repository.ts';
export type { FindingRepository } from './ports/finding-repository.ts';
export type {
  Counted,
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
export type { SkillParser } from './ports/skill-parser.ts';
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
export {
  type ImportAction,
  type ImportOptions,
  type ImportSkillResult,
  importSkill,
} from './skill/import-skill.ts';
export { readSkillFile } from './skill/read-skill-file.ts';
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
