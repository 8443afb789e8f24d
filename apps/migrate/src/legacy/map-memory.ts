import { cleanTags } from './clean-text.ts';
import { LegacyFindings } from './legacy-finding.ts';
import type { LegacyCounts, LegacyPattern } from './legacy-pattern.ts';
import type { LegacyRow } from './legacy-source.ts';
import { mapCommon } from './map-common.ts';
import { isRecord, type Json, type JsonRecord, readJson, textsOf } from './read-json.ts';
import { RowReader, readTime } from './row-reader.ts';

const METADATA_COLUMNS = ['metadata', 'metadata_json', 'context'] as const;

/** What learn_pattern wrote into a memory's text: its lines, each with its label. */
const LINES =
  /^\s*PATTERN:[ \t]*(.*)\n\s*CATEGORY:[ \t]*(.*)\n\s*DESCRIPTION:[ \t]*([\s\S]*?)(?:\n\s*EXAMPLES:[ \t]*([\s\S]*))?$/;

const CONSUMED = new Set([
  'pattern_name',
  'pattern_content',
  'category',
  'examples',
  'confidence',
  'application_count',
  'success_rate',
  'last_applied',
]);

const recordOf = (row: LegacyRow, column: string): JsonRecord => {
  const text = row[column];
  const read = typeof text === 'string' ? readJson(text) : undefined;
  return isRecord(read?.value) ? read.value : {};
};

const tagsOf = (row: LegacyRow): readonly string[] => {
  const { tags } = row;
  return typeof tags === 'string' ? textsOf(readJson(tags)?.value) : [];
};

/** Whether a row of memories is a pattern: by its type, or by what learn_pattern wrote where memories have no type. */
export const isPatternMemory = (row: LegacyRow): boolean => {
  const { memory_type: type } = row;
  if (typeof type === 'string' && type !== '') return type.toLowerCase() === 'pattern';
  const metadata = METADATA_COLUMNS.map((column) => recordOf(row, column));
  if (metadata.some((record) => record.memory_type === 'pattern' || record.type === 'pattern')) return true;
  if (!tagsOf(row).includes('pattern')) return false;
  const { content } = row;
  return metadata.some((record) => 'pattern_name' in record) || (typeof content === 'string' && LINES.test(content));
};

const textOf = (value: Json | undefined): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const numberOf = (value: Json | undefined, most: number): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= most ? value : undefined;

/**
 * Applications were counted there when a pattern was found, and taken for successes until a failure was told. Known
 * outcomes are those told with evolve_pattern, as many as `evolution_count` says.
 */
const readCounts = (metadata: JsonRecord): LegacyCounts => {
  const usageCount = Math.floor(numberOf(metadata.application_count, Number.MAX_SAFE_INTEGER) ?? 0);
  const told = Math.min(usageCount, Math.floor(numberOf(metadata.evolution_count, Number.MAX_SAFE_INTEGER) ?? 0));
  const rate = numberOf(metadata.success_rate, 1) ?? 1;
  const failureCount = Math.min(told, Math.round((1 - rate) * usageCount));
  const last = textOf(metadata.last_applied);
  return {
    usageCount,
    ownerUsageCount: 0,
    outcomes: { kind: 'counts', successCount: told - failureCount, failureCount },
    lastUsedAt: last === undefined ? undefined : readTime(last),
  };
};

const noteConfidence = (value: Json | undefined, findings: LegacyFindings): number | undefined => {
  const confidence = numberOf(value, 1);
  if (value !== undefined && value !== null && confidence === undefined) {
    findings.warn('out_of_range', `confidence is ${JSON.stringify(value)}, outside 0 to 1.`, 'Left out.');
  }
  return confidence;
};

/** The pattern that a row of memories of type pattern is. */
export const mapMemory = (table: string, values: LegacyRow, now: Date): LegacyPattern => {
  const findings = new LegacyFindings();
  const reader = new RowReader(values, findings, now);
  const metadata: JsonRecord = Object.assign({}, ...METADATA_COLUMNS.map((column) => reader.record(column)));
  const content = reader.text('content') ?? '';
  const [, name, category, description, examples] = LINES.exec(content) ?? [];
  const known = { name: textOf(metadata.pattern_name) ?? name, category: textOf(metadata.category) ?? category };
  if (metadata.pattern_name === undefined && name !== undefined) {
    findings.info('read_from_content', 'The metadata lacks the pattern.', 'Read from the text of the memory.');
  }
  const others = Object.fromEntries(Object.entries(metadata).filter(([key]) => !CONSUMED.has(key)));
  const { learned_at, last_evolved, evolution_count, evolution_notes, importance, type, memory_type, ...authored } =
    others;
  const noted = { learned_at, last_evolved, evolution_count, evolution_notes };
  const given = Array.isArray(metadata.examples) ? metadata.examples : examples?.split(' | ');
  const patternData: JsonRecord = {
    ...authored,
    pattern_content: textOf(metadata.pattern_content) ?? description ?? content,
    examples: given?.filter((example) => example !== '') ?? [],
  };
  const { readVersion: _counter, ...common } = mapCommon(
    { table, reader, findings },
    {
      ...known,
      patternData,
      rest: Object.fromEntries(
        Object.entries(noted).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    },
  );
  const written = new Set(['pattern', 'learning', known.name, known.category]);
  const expiry = reader.text('expires_at');
  const expiresAt = expiry === undefined ? undefined : readTime(expiry);
  return {
    ...common,
    parentId: undefined,
    subcategory: undefined,
    tags: cleanTags(
      textsOf(reader.json('tags')).filter((tag) => !written.has(tag)),
      findings,
    ),
    version: undefined,
    complexityScore: undefined,
    confidence: noteConfidence(metadata.confidence, findings),
    expiredAt: expiresAt !== undefined && expiresAt <= now ? expiresAt : undefined,
    counts: readCounts(metadata),
    findings: findings.list(),
  };
};
