import type { AccessLevel } from '../access/access-level.ts';
import type { ConditionSubject } from '../condition/condition.ts';
import type { JsonObject } from '../json.ts';

/** Life of a pattern: only its owner reads a DRAFT; search ranks DEPRECATED last and leaves RETIRED out. */
export const PATTERN_STATUSES = ['DRAFT', 'ACTIVE', 'DEPRECATED', 'RETIRED'] as const;

/** One of {@link PATTERN_STATUSES}. */
export type PatternStatus = (typeof PATTERN_STATUSES)[number];

/** What is known of a pattern's use. Outcomes that are unset count in `usageCount` alone. */
export interface UsageRecord {
  readonly usageCount: number;
  readonly successCount: number;
  readonly failureCount: number;
  /** Uses by the owner; the others are `usageCount - ownerUsageCount`. */
  readonly ownerUsageCount: number;
  /** Uses that carry an execution time, and the sum of these times in seconds. */
  readonly timedCount: number;
  readonly totalTime: number;
  readonly lastUsedAt: Date | undefined;
  /** Outcomes weighted by age (half-life 90 days), as of `decayedAt`. */
  readonly decayedSuccesses: number;
  readonly decayedFailures: number;
  readonly decayedAt: Date | undefined;
  /** The stored ranking value, 0–1: see {@link effectiveness}. */
  readonly effectiveness: number;
}

/** The record of a pattern that nobody has used. */
export const UNUSED: Omit<UsageRecord, 'effectiveness'> = {
  usageCount: 0,
  successCount: 0,
  failureCount: 0,
  ownerUsageCount: 0,
  timedCount: 0,
  totalTime: 0,
  lastUsedAt: undefined,
  decayedSuccesses: 0,
  decayedFailures: 0,
  decayedAt: undefined,
};

/** A learning pattern: one version of one way of doing a thing. */
export interface Pattern {
  /** UUID. */
  readonly id: string;
  /** Shared by all versions of a pattern. Name, namespace, owner, access level and shares belong to it. */
  readonly lineageId: string;
  readonly parentPatternId: string | undefined;
  readonly patternName: string;
  /** The owner. */
  readonly agentId: string;
  readonly namespace: string;
  readonly category: string;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  readonly accessLevel: AccessLevel;
  readonly sharedWithAgents: readonly string[];
  readonly status: PatternStatus;
  readonly deprecatedReason: string | undefined;
  readonly replacedBy: string | undefined;
  readonly patternData: JsonObject;
  /** SemVer 2.0. */
  readonly version: string;
  /** Whether search shows this version for its lineage. */
  readonly isHead: boolean;
  /** Number of the current content, from 1; the etag. Recording use does not change it. */
  readonly revision: number;
  /** 0–10; breaks ties after effectiveness. */
  readonly learningWeight: number;
  /** 0–1. */
  readonly complexityScore: number | undefined;
  /** The author's prior, 0–1. */
  readonly confidencePrior: number;
  readonly serveAsSkill: boolean;
  readonly createdAt: Date;
  /** Time of the last change of content or metadata. */
  readonly updatedAt: Date;
  readonly deletedAt: Date | undefined;
  readonly usage: UsageRecord;
}

/** The values of a pattern that conditions test. */
export const conditionSubject = (pattern: Pattern): ConditionSubject => ({
  id: pattern.id,
  agentId: pattern.agentId,
  namespace: pattern.namespace,
  accessLevel: pattern.accessLevel,
  status: pattern.status,
  category: pattern.category,
  subcategory: pattern.subcategory,
  lineageId: pattern.lineageId,
  patternName: pattern.patternName,
  sharedWithAgents: pattern.sharedWithAgents,
  tags: pattern.tags,
  isHead: pattern.isHead,
  isDeleted: pattern.deletedAt !== undefined,
  updatedAt: pattern.updatedAt,
});
