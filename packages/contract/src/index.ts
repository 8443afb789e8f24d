/**
 * The contract in TypeScript: messages, enums and services of package tmws.learning.v1, and the messages of
 * google.rpc and google.protobuf that they use. Made by scripts/generate.ts from proto/; change it there.
 */
export { Any } from './gen/google/protobuf/any.ts';
export { Duration } from './gen/google/protobuf/duration.ts';
export { FieldMask } from './gen/google/protobuf/field_mask.ts';
export { ListValue, NullValue, Struct, Value } from './gen/google/protobuf/struct.ts';
export { Timestamp } from './gen/google/protobuf/timestamp.ts';
export { BadRequest, BadRequest_FieldViolation, ErrorInfo, RetryInfo } from './gen/google/rpc/error_details.ts';
export { Status } from './gen/google/rpc/status.ts';
export {
  type AccessServiceClient,
  AccessServiceDefinition,
  type AccessServiceImplementation,
} from './gen/tmws/learning/v1/access_service.ts';
export {
  type AdminServiceClient,
  AdminServiceDefinition,
  type AdminServiceImplementation,
  type ServerStreamingMethodResult,
} from './gen/tmws/learning/v1/admin_service.ts';
export {
  Agent,
  CreateAgentRequest,
  CreateAgentResponse,
  DeleteAgentRequest,
  DeleteAgentResponse,
  GetAgentRequest,
  GetAgentResponse,
  ListAgentsRequest,
  ListAgentsResponse,
  UpdateAgentRequest,
  UpdateAgentResponse,
} from './gen/tmws/learning/v1/agent.ts';
export {
  AnalyticsDistribution,
  AnalyticsOverview,
  AnalyticsRecommendations,
  AnalyticsWindow,
  ConfidenceDistribution,
  DailyUsage,
  GetPatternAnalyticsRequest,
  GetPatternAnalyticsResponse,
  KnowledgeBaseHealth,
  PatternStatistics,
  SuccessStatistics,
  UsagePatterns,
  VersionComparison,
  VersionRegression,
} from './gen/tmws/learning/v1/analytics.ts';
export {
  ApiKey,
  CreateApiKeyRequest,
  CreateApiKeyResponse,
  DeleteApiKeyRequest,
  DeleteApiKeyResponse,
  GetApiKeyRequest,
  GetApiKeyResponse,
  ListApiKeysRequest,
  ListApiKeysResponse,
  RotateApiKeyRequest,
  RotateApiKeyResponse,
  Scope,
  UpdateApiKeyRequest,
  UpdateApiKeyResponse,
} from './gen/tmws/learning/v1/api_key.ts';
export {
  ApplicationGuidance,
  AppliedPattern,
  ApplyPatternRequest,
  ApplyPatternResponse,
  OpenApplication,
} from './gen/tmws/learning/v1/apply.ts';
export {
  AuditEvent,
  ExportAuditRequest,
  ExportAuditResponse,
  ListAuditEventsRequest,
  ListAuditEventsResponse,
  VerifyAuditRequest,
  VerifyAuditResponse,
} from './gen/tmws/learning/v1/audit.ts';
export {
  Backup,
  CreateBackupRequest,
  CreateBackupResponse,
  VerifyBackupRequest,
  VerifyBackupResponse,
} from './gen/tmws/learning/v1/backup.ts';
export {
  CredentialKind,
  TransferOwnershipRequest,
  TransferOwnershipResponse,
  WhoAmIRequest,
  WhoAmIResponse,
} from './gen/tmws/learning/v1/caller.ts';
export { DataChange, DataChangeKind } from './gen/tmws/learning/v1/data_change.ts';
export {
  Calibration,
  CalibrationState,
  Embedder,
  EmbedderState,
  ListEmbeddersRequest,
  ListEmbeddersResponse,
  SwitchEmbedderRequest,
  SwitchEmbedderResponse,
} from './gen/tmws/learning/v1/embedder.ts';
export { ErrorReason } from './gen/tmws/learning/v1/error_reason.ts';
export {
  EvolutionOutcome,
  EvolutionSummary,
  EvolvePatternRequest,
  EvolvePatternResponse,
} from './gen/tmws/learning/v1/evolve.ts';
export { Experience, RecordExperienceRequest, RecordExperienceResponse } from './gen/tmws/learning/v1/experience.ts';
export { Finding, FindingSeverity } from './gen/tmws/learning/v1/finding.ts';
export {
  type InsightServiceClient,
  InsightServiceDefinition,
  type InsightServiceImplementation,
} from './gen/tmws/learning/v1/insight_service.ts';
export { LearnPatternRequest, LearnPatternResponse } from './gen/tmws/learning/v1/learn.ts';
export {
  type LearningServiceClient,
  LearningServiceDefinition,
  type LearningServiceImplementation,
} from './gen/tmws/learning/v1/learning_service.ts';
export {
  CreateMembershipRequest,
  CreateMembershipResponse,
  DeleteMembershipRequest,
  DeleteMembershipResponse,
  GetMembershipRequest,
  GetMembershipResponse,
  ListMembershipsRequest,
  ListMembershipsResponse,
  Membership,
  Role,
  UpdateMembershipRequest,
  UpdateMembershipResponse,
} from './gen/tmws/learning/v1/membership.ts';
export {
  CreateNamespaceRequest,
  CreateNamespaceResponse,
  DeleteNamespaceRequest,
  DeleteNamespaceResponse,
  GetNamespaceRequest,
  GetNamespaceResponse,
  ListNamespacesRequest,
  ListNamespacesResponse,
  Namespace,
  UpdateNamespaceRequest,
  UpdateNamespaceResponse,
} from './gen/tmws/learning/v1/namespace.ts';
export {
  KnowledgeBaseSummary,
  LearningOpportunity,
  OpportunityEvidence,
  OpportunityPriority,
  OpportunityType,
  PriorityBreakdown,
  SuggestLearningOpportunitiesRequest,
  SuggestLearningOpportunitiesResponse,
} from './gen/tmws/learning/v1/opportunity.ts';
export { AccessLevel, Pattern, PatternStatus, PatternView } from './gen/tmws/learning/v1/pattern.ts';
export { PastUse, PastUseTotals, PatternOrigin } from './gen/tmws/learning/v1/pattern_origin.ts';
export {
  GetPatternRequest,
  GetPatternResponse,
  LintPatternRequest,
  LintPatternResponse,
  ListPatternsRequest,
  ListPatternsResponse,
} from './gen/tmws/learning/v1/pattern_read.ts';
export {
  type PatternServiceClient,
  PatternServiceDefinition,
  type PatternServiceImplementation,
} from './gen/tmws/learning/v1/pattern_service.ts';
export {
  ApprovePatternRequest,
  ApprovePatternResponse,
  BatchCreatePatternsRequest,
  BatchCreatePatternsResponse,
  BatchCreateResult,
  CreatePatternRequest,
  CreatePatternResponse,
  DeletePatternRequest,
  DeletePatternResponse,
  PurgePatternRequest,
  PurgePatternResponse,
  UndeletePatternRequest,
  UndeletePatternResponse,
  UpdatePatternRequest,
  UpdatePatternResponse,
} from './gen/tmws/learning/v1/pattern_write.ts';
export {
  AcceptProposalRequest,
  AcceptProposalResponse,
  CreateProposalRequest,
  CreateProposalResponse,
  GetProposalRequest,
  GetProposalResponse,
  ListProposalsRequest,
  ListProposalsResponse,
  Proposal,
  ProposalState,
  RejectProposalRequest,
  RejectProposalResponse,
} from './gen/tmws/learning/v1/proposal.ts';
export {
  type ProposalServiceClient,
  ProposalServiceDefinition,
  type ProposalServiceImplementation,
} from './gen/tmws/learning/v1/proposal_service.ts';
export {
  Recommendation,
  RecommendPatternsRequest,
  RecommendPatternsResponse,
} from './gen/tmws/learning/v1/recommendation.ts';
export { ReindexRequest, ReindexResponse } from './gen/tmws/learning/v1/reindex.ts';
export {
  GetRevisionRequest,
  GetRevisionResponse,
  ListRevisionsRequest,
  ListRevisionsResponse,
  RedactRevisionRequest,
  RedactRevisionResponse,
  RestoreRevisionRequest,
  RestoreRevisionResponse,
  Revision,
} from './gen/tmws/learning/v1/revision.ts';
export { SearchHit, SearchMode, SearchPatternsRequest, SearchPatternsResponse } from './gen/tmws/learning/v1/search.ts';
export {
  GetSkillRequest,
  GetSkillResponse,
  ListSkillsRequest,
  ListSkillsResponse,
  ReadSkillFileRequest,
  ReadSkillFileResponse,
  Skill,
  SkillCandidate,
  SkillFileInfo,
  ValidateSkillRequest,
  ValidateSkillResponse,
} from './gen/tmws/learning/v1/skill.ts';
export {
  type SkillServiceClient,
  SkillServiceDefinition,
  type SkillServiceImplementation,
} from './gen/tmws/learning/v1/skill_service.ts';
export {
  ExportedSkillStart,
  ExportSkillsRequest,
  ExportSkillsResponse,
  ImportConflict,
  ImportSkillsHeader,
  ImportSkillsRequest,
  ImportSkillsResponse,
  SkillEnd,
  SkillExportForm,
  SkillFileStart,
  SkillImportAction,
  SkillImportResult,
  SkillStart,
} from './gen/tmws/learning/v1/skill_transfer.ts';
export { GetStatusRequest, GetStatusResponse, IndexState, IndexStatus } from './gen/tmws/learning/v1/status.ts';
export {
  ListUsageRequest,
  ListUsageResponse,
  RecordUsageRequest,
  RecordUsageResponse,
  SetUsageOutcomeRequest,
  SetUsageOutcomeResponse,
  Usage,
} from './gen/tmws/learning/v1/usage.ts';
export {
  type UsageServiceClient,
  UsageServiceDefinition,
  type UsageServiceImplementation,
} from './gen/tmws/learning/v1/usage_service.ts';
export {
  CompareVersionsRequest,
  CompareVersionsResponse,
  CreateVersionRequest,
  CreateVersionResponse,
  ListVersionsRequest,
  ListVersionsResponse,
  UsageSummary,
  VersionBump,
  VersionNode,
} from './gen/tmws/learning/v1/version.ts';
export {
  type VersionServiceClient,
  VersionServiceDefinition,
  type VersionServiceImplementation,
} from './gen/tmws/learning/v1/version_service.ts';
export { PatternChangeKind, WatchPatternsRequest, WatchPatternsResponse } from './gen/tmws/learning/v1/watch.ts';
