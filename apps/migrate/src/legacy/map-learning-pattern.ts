import { cleanTags, cleanText } from './clean-text.ts';
import { LegacyFindings } from './legacy-finding.ts';
import type { LegacyCounts, LegacyPattern } from './legacy-pattern.ts';
import type { LegacyRow } from './legacy-source.ts';
import { mapCommon, normalId } from './map-common.ts';
import { isRecord, type JsonRecord, textsOf } from './read-json.ts';
import { RowReader } from './row-reader.ts';

/** Columns that have no field here and are kept as they are where they are set. */
const KEPT = ['avg_execution_time', 'agent_success_rate', 'success_rate', 'confidence_score'] as const;

const readCounts = (reader: RowReader): LegacyCounts => {
  // The first generation, which had no namespaces, wrote the rate in percent.
  const isPercent = !reader.has('namespace') && !reader.has('agent_id');
  const usageCount = reader.count('usage_count');
  const rate = reader.within('success_rate', 0, isPercent ? 100 : 1) ?? 0;
  return {
    usageCount,
    ownerUsageCount: Math.min(usageCount, reader.count('agent_usage_count')),
    outcomes: { kind: 'rate', successRate: isPercent ? rate / 100 : rate },
    lastUsedAt: reader.time('last_used_at'),
  };
};

const restOf = (reader: RowReader, metadata: JsonRecord): JsonRecord => {
  const numbers = KEPT.map((column) => [column, reader.text(column)] as const).filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(numbers.map(([column, text]) => [column, Number(text)] as const).filter(([, n]) => n)),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  };
};

/** The pattern that a row of learning_patterns or learning_patterns_v2 is. */
export const mapLearningPattern = (table: string, values: LegacyRow, now: Date): LegacyPattern => {
  const findings = new LegacyFindings();
  const reader = new RowReader(values, findings, now);
  const data = reader.json('pattern_data');
  const patternData = isRecord(data) ? data : { content: data ?? null };
  if (data === undefined || data === null) {
    findings.warn('data_missing', 'pattern_data is NULL.', 'Stored with an empty content.');
  } else if (!isRecord(data) && typeof data !== 'string') {
    findings.warn('data_no_object', 'pattern_data is no JSON object.', 'Kept as its member content.');
  }
  const metadata = reader.record('metadata');
  const { tags, ...otherMetadata } = metadata;
  const counts = readCounts(reader);
  const row = { table, reader, findings };
  const { readVersion, ...common } = mapCommon(row, {
    name: reader.text('pattern_name'),
    category: reader.text('category'),
    patternData,
    rest: restOf(reader, Array.isArray(tags) ? otherMetadata : metadata),
  });
  const parent = reader.text('parent_pattern_id');
  // What is used there has a confidence made of its use, which is counted here by itself.
  const confidence = counts.usageCount === 0 ? reader.within('confidence_score', 0, 1) : undefined;
  return {
    ...common,
    parentId: parent === undefined || parent === '' ? undefined : normalId(parent),
    subcategory: cleanText('subcategory', reader.text('subcategory'), { longest: 100, findings }),
    tags: cleanTags(Array.isArray(tags) ? textsOf(tags) : [], findings),
    version: readVersion(),
    complexityScore: reader.within('complexity_score', 0, 1),
    confidence,
    expiredAt: undefined,
    counts,
    findings: findings.list(),
  };
};
