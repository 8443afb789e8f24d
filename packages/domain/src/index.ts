export { changeableBy, readableBy } from './access/access-condition.ts';
export { ACCESS_LEVELS, type AccessLevel } from './access/access-level.ts';
export { ACCESS_TABLE, type AccessRule, type AccessTable, type Entitlement } from './access/access-table.ts';
export { administrableBy, canAdminister, isAdminOf, namespacesWithAdminRole } from './access/administer.ts';
export { canChange, canRead } from './access/can-read.ts';
export { type AccessConsiderations, chooseAccessLevel } from './access/choose-access-level.ts';
export {
  type DailyLearning,
  type DailyUsage,
  type DaySpan,
  everyDay,
  lastDays,
  type UsageWindow,
  windowOf,
} from './analytics/daily-series.ts';
export { KNOWLEDGE_BASE_HEALTHS, type KnowledgeBaseHealth } from './analytics/knowledge-base-health.ts';
export { knowledgeGaps } from './analytics/knowledge-gaps.ts';
export {
  ADVISED_PATTERNS,
  type ForgottenPattern,
  OUTCOMES_FOR_REVIEW,
  patternsToReview,
  REVIEW_BELOW,
} from './analytics/patterns-to-review.ts';
export { type PatternStatistics, type RatedPattern, toStatistics } from './analytics/rated-pattern.ts';
export {
  type AnalyticsSummary,
  type CategoryTotals,
  HIGH_CONFIDENCE,
  MEDIUM_CONFIDENCE,
  mergeCategories,
  rounded,
  type SuccessStatistics,
  summarize,
} from './analytics/summarize.ts';
export { utcDayOf, utcDayStart, utcDayText } from './analytics/utc-day.ts';
export {
  compareLineages,
  findRegressions,
  VERSION_FINDINGS_SHOWN,
  type VersionAndParent,
  type VersionComparison,
  type VersionRegression,
} from './analytics/version-findings.ts';
export {
  all,
  any,
  type Condition,
  type ConditionSubject,
  evaluate,
  type FlagField,
  has,
  is,
  isIn,
  type ListField,
  not,
  type TextField,
} from './condition/condition.ts';
export { betaProbability, betaQuantile } from './effectiveness/beta-quantile.ts';
export {
  averageExecutionTime,
  confidenceScore,
  countOutcome,
  countUse,
  effectiveness,
  OUTCOME_WINDOW_DAYS,
  OUTCOMES_OF_ONE_AGENT,
  type Outcome,
  type OutcomeToCount,
  successRate,
  type UseToCount,
  unusedRecord,
} from './effectiveness/effectiveness.ts';
export { type CountedPastUse, countPastUses, type PastUse, type PastUseTotals } from './effectiveness/past-uses.ts';
export {
  DomainError,
  type DomainErrorOptions,
  ERROR_REASONS,
  type ErrorReason,
  type FieldViolation,
  invalidFields,
  patternNotFound,
} from './errors.ts';
export {
  type ActingBy,
  type Caller,
  type CredentialKind,
  DEFAULT_NAMESPACE,
  isMember,
  type Membership,
  type Role,
  type Scope,
  SYSTEM_AGENT,
} from './identity/caller.ts';
export { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
export { type DataChange, type DataChangeKind, diffJson } from './json-diff.ts';
export { LIMITS } from './limits.ts';
export { deprecationFindings } from './lint/deprecation-findings.ts';
export { fieldFindings, MINIMUM_FIELDS } from './lint/field-findings.ts';
export { type Finding, patternFinding } from './lint/finding.ts';
export { nameFindings, saysNothing } from './lint/name-finding.ts';
export { mergePatch } from './merge-patch.ts';
export {
  type AreaActivity,
  areaOpportunities,
  coverageRatio,
  EMERGING_DAYS,
  EMERGING_WEEKS_BEFORE,
} from './opportunity/area-opportunities.ts';
export {
  type LearningOpportunity,
  mostUrgent,
  OPPORTUNITIES_SHOWN,
  type OpportunityPriority,
  type OpportunityType,
} from './opportunity/opportunity.ts';
export {
  consolidationOpportunity,
  type DuplicateGroup,
  IMPROVEMENT_BELOW,
  improvementOpportunity,
  OUTCOMES_FOR_IMPROVEMENT,
  type StalePattern,
  type StrugglingPattern,
  staleBefore,
  staleOpportunity,
  URGENT_BELOW,
} from './opportunity/pattern-opportunities.ts';
export {
  type DemandCluster,
  FOUND_FROM,
  mayShowCluster,
  unmetDemand,
} from './opportunity/unmet-demand.ts';
export { type ContentChange, checkChangedContent } from './pattern/changed-content.ts';
export { dataMarkdown } from './pattern/data-markdown.ts';
export {
  type CheckedPattern,
  checkNewPattern,
  isSlug,
  type NewPattern,
  rangeViolations,
  slugViolations,
  textViolations,
} from './pattern/new-pattern.ts';
export { NO_CATEGORY } from './pattern/no-category.ts';
export {
  conditionSubject,
  PATTERN_STATUSES,
  type Pattern,
  type PatternStatus,
  type UsageRecord,
} from './pattern/pattern.ts';
export { changedFields, contentJson, type PatternContent } from './pattern/pattern-content.ts';
export { patternDataViolations } from './pattern/pattern-data.ts';
export {
  failedForAgent,
  type OwnOutcomes,
  RECOMMENDATION_WEIGHTS,
  type RecommendationBoosts,
  type RecommendationTerms,
  recommendationScore,
  recommendationTerms,
  USES_THAT_COUNT,
} from './recommend/recommendation-terms.ts';
export { refusesSharing, SCAN_KINDS, type ScanHit, type ScanKind } from './scan/scan-hit.ts';
export { scanTexts } from './scan/scan-texts.ts';
export { CONTEXT_WEIGHT, type ContextScores, scoreWithContext } from './search/context.ts';
export { type CandidateScores, fuse, fuseWords, LEXICAL_WEIGHT, NAME_WEIGHT, nameMatch } from './search/fuse.ts';
export {
  createLanguageNeutral,
  dotProduct,
  type LanguageNeutral,
  type LanguageNeutralData,
} from './search/language-neutral.ts';
export { type LexicalRequest, lexicalScore, prepareLexicalRequest, type RequestTerm } from './search/lexical-score.ts';
export { LEXICAL_SIMILARITY } from './search/lexical-similarity.ts';
export { choosePassage, MAX_PASSAGE_LENGTH, type Passage, type PassageText } from './search/passage.ts';
export { SCRIPT_GROUPS, type ScriptGroup, scriptGroup } from './search/script-group.ts';
export { type SimilarityMap, similarity } from './search/similarity.ts';
export { countOf, countTerms, encodeTermFrequencies, lengthOf, type WeightedText } from './search/term-frequencies.ts';
export { termHash } from './search/term-hash.ts';
export { MAX_TERM_LENGTH, type TermVisitor, tokenize, visitTerms } from './search/tokenize.ts';
export { inverseDocumentFrequency, parseWordTable, type WordTable } from './search/word-table.ts';
export { shorten } from './shorten.ts';
export type { ParsedSkill, SkillFile, SkillFinding, SkillFolder, SourceText } from './skill/parsed-skill.ts';
export { bumpVersion, nextFreeVersion, VERSION_BUMPS, type VersionBump } from './version/bump-version.ts';
export { type Outcomes, outcomesOf, probabilityBetter } from './version/probability-better.ts';
export {
  isRegression,
  probabilityBetterThanParent,
  REGRESSION_OUTCOMES,
  REGRESSION_PROBABILITY,
} from './version/regression.ts';
export {
  compareVersionNumbers,
  FIRST_VERSION,
  type HeadCandidate,
  isVersionNumber,
  nextPatch,
  pickHead,
} from './version/version-number.ts';
