import type { AccessLevel } from '@tmws/contract';
import type { LegacyFinding } from './legacy-finding.ts';
import type { JsonRecord } from './read-json.ts';

/** Counts of use as the row has them. */
export interface LegacyCounts {
  readonly usageCount: number;
  readonly ownerUsageCount: number;
  /** Known good outcomes; undefined where the row gives a rate only. */
  readonly outcomes:
    | { readonly kind: 'counts'; readonly successCount: number; readonly failureCount: number }
    | { readonly kind: 'rate'; readonly successRate: number };
  readonly lastUsedAt: Date | undefined;
}

/** A pattern of the Python implementation, as a row of any of its tables says it. */
export interface LegacyPattern {
  readonly table: string;
  /** What tells it from all others of the database. */
  readonly sourceId: string;
  readonly parentId: string | undefined;
  readonly patternName: string;
  readonly category: string;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  /** The owner there; undefined: none. */
  readonly owner: string | undefined;
  readonly namespace: string | undefined;
  /** Undefined: the row says none. */
  readonly accessLevel: AccessLevel | undefined;
  readonly sharedWithAgents: readonly string[];
  /** SemVer; undefined: the row says none. */
  readonly version: string | undefined;
  readonly learningWeight: number | undefined;
  readonly complexityScore: number | undefined;
  readonly confidence: number | undefined;
  readonly patternData: JsonRecord;
  /** What has no field here, kept in `pattern_data.legacy`. */
  readonly rest: JsonRecord;
  readonly expiredAt: Date | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly counts: LegacyCounts;
  readonly findings: readonly LegacyFinding[];
}
