import { AccessLevel, PatternStatus } from '@tmws/contract';
import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyPattern } from './legacy-pattern.ts';
import type { PartialPattern } from './partial-messages.ts';
import type { Place } from './places.ts';
import { type Importer, toOrigin } from './to-origin.ts';
import type { LegacyUse } from './usage-history.ts';

/** Where in `pattern_data` it stands what has no field. */
const REST_KEYS = ['legacy', 'legacy_import'] as const;

/** A pattern on its way. */
export interface Prepared {
  readonly pattern: LegacyPattern;
  readonly history: readonly LegacyUse[];
  readonly place: Place;
  /** Id here of the version that it was made from; undefined: none. */
  readonly parentPatternId: string | undefined;
  readonly patternName: string;
  readonly findings: LegacyFindings;
}

const restOf = (pattern: LegacyPattern, importer: Importer): object => {
  const { table, sourceId, owner, rest, counts, parentId } = pattern;
  return {
    table,
    id: sourceId,
    ...(owner === undefined || importer.keepsOwner ? {} : { agent_id: owner }),
    ...(parentId === undefined ? {} : { parent_pattern_id: parentId }),
    ...(importer.systemAdmin || counts.usageCount === 0 ? {} : { usage_count: counts.usageCount }),
    ...rest,
  };
};

/** The request that stores a pattern of the Python implementation with all that it has. */
export const toRequest = (prepared: Prepared, importer: Importer): PartialPattern => {
  const { pattern, place, parentPatternId, findings } = prepared;
  const { expiredAt } = pattern;
  const restKey = REST_KEYS.find((key) => !(key in pattern.patternData)) ?? REST_KEYS[1];
  const isVersion = parentPatternId !== undefined;
  return {
    patternName: prepared.patternName,
    category: pattern.category,
    subcategory: pattern.subcategory,
    tags: [...pattern.tags],
    agentId: place.agentId,
    // What belongs to the lineage is its first version's.
    namespace: isVersion ? undefined : place.namespace,
    accessLevel: isVersion ? AccessLevel.UNSPECIFIED : place.accessLevel,
    sharedWithAgents: isVersion ? [] : [...pattern.sharedWithAgents],
    version: isVersion || pattern.version !== '1.0.0' ? pattern.version : undefined,
    parentPatternId,
    learningWeight: pattern.learningWeight,
    complexityScore: pattern.complexityScore,
    confidence: pattern.confidence,
    status: expiredAt === undefined ? PatternStatus.UNSPECIFIED : PatternStatus.DEPRECATED,
    deprecatedReason: expiredAt === undefined ? undefined : `Expired on ${expiredAt.toISOString().slice(0, 10)}.`,
    patternData: { ...pattern.patternData, [restKey]: restOf(pattern, importer) },
    origin: toOrigin(pattern, prepared.history, { importer, findings }),
  };
};
