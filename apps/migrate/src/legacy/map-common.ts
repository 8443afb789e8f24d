import { AccessLevel } from '@tmws/contract';
import { cleanSlug, cleanText, cleanVersion } from './clean-text.ts';
import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyPattern } from './legacy-pattern.ts';
import { type JsonRecord, textsOf } from './read-json.ts';
import type { RowReader } from './row-reader.ts';

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  private: AccessLevel.PRIVATE,
  team: AccessLevel.TEAM,
  shared: AccessLevel.SHARED,
  public: AccessLevel.PUBLIC,
  system: AccessLevel.SYSTEM,
};

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;

/** An id as it is compared: a UUID in lower case with hyphens, which SQLAlchemy leaves out on SQLite; else as it is. */
export const normalId = (id: string): string => {
  const text = id.trim().toLowerCase();
  if (!UUID.test(text)) return id.trim();
  const hex = text.replaceAll('-', '');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** One row of a table, with what its reading needs. */
export interface MappedRow {
  readonly table: string;
  readonly reader: RowReader;
  readonly findings: LegacyFindings;
}

const levelOf = ({ reader, findings }: MappedRow): AccessLevel | undefined => {
  const text = reader.text('access_level');
  if (text === undefined) return undefined;
  // Some versions of SQLAlchemy write the member's name, e.g. AccessLevel.TEAM, in place of its value.
  const level = LEVELS[text.toLowerCase().replace(/^accesslevel\./, '')];
  if (level !== undefined) return level;
  findings.warn('unknown_access_level', `access_level is "${text}", which there is not.`, 'Set to private.');
  return AccessLevel.PRIVATE;
};

const namesOf = (column: string, { reader, findings }: MappedRow): readonly string[] => {
  const names = textsOf(reader.json(column));
  const slugs = names.flatMap((name) => cleanSlug(name) ?? []);
  if (slugs.some((slug, at) => slug !== names[at])) {
    findings.warn('agents_renamed', `${column} has names that agents cannot have here.`, 'Written with hyphens.');
  }
  return [...new Set(slugs)];
};

const versionOf = ({ reader, findings }: MappedRow): string | undefined => {
  const text = reader.text('version');
  const version = text === undefined ? undefined : cleanVersion(text);
  if (text === undefined || version === text) return version;
  findings.info('version_rewritten', `version is "${text}", not SemVer.`, `Taken as ${version ?? '1.0.0'}.`);
  return version;
};

/** The identity of a row: its id, else its name. */
const sourceIdOf = ({ table, reader, findings }: MappedRow, name: string): string => {
  const id = reader.text('id');
  if (id !== undefined && id.trim() !== '') return normalId(id).slice(0, 200);
  findings.warn('id_missing', 'The row has no id.', 'Known again by its table and name.');
  return `${table}:${name}`.slice(0, 200);
};

/** What rows of patterns and of memories have in common. The version of a memory only counts its changes. */
export const mapCommon = (
  row: MappedRow,
  named: {
    readonly name: string | undefined;
    readonly category: string | undefined;
    readonly patternData: JsonRecord;
    readonly rest: JsonRecord;
  },
): Omit<
  LegacyPattern,
  | 'tags'
  | 'confidence'
  | 'counts'
  | 'findings'
  | 'complexityScore'
  | 'subcategory'
  | 'parentId'
  | 'version'
  | 'expiredAt'
> & { readonly readVersion: () => string | undefined } => {
  const { reader, findings, table } = row;
  const patternName = cleanText('pattern_name', named.name, { longest: 255, findings });
  const category = cleanText('category', named.category, { longest: 100, findings });
  const sourceId = sourceIdOf(row, patternName ?? '');
  if (patternName === undefined) findings.warn('name_missing', 'The pattern has no name.', 'Named after its id.');
  if (category === undefined) findings.warn('category_missing', 'The pattern has no category.', 'Set to general.');
  const owner = reader.text('agent_id') ?? reader.text('persona_id');
  const createdAt = reader.time('created_at');
  const updatedAt = reader.time('updated_at');
  const isReversed = createdAt !== undefined && updatedAt !== undefined && updatedAt < createdAt;
  if (isReversed) findings.warn('times_reversed', 'updated_at is before created_at.', 'Set to created_at.');
  const cut = {
    ...(patternName !== undefined && named.name !== undefined && [...named.name].length > 255
      ? { pattern_name: named.name }
      : {}),
    ...(category !== undefined && named.category !== undefined && [...named.category].length > 100
      ? { category: named.category }
      : {}),
  };
  return {
    table,
    sourceId,
    patternName: patternName ?? `pattern ${sourceId.slice(0, 8)}`,
    category: category ?? 'general',
    owner: owner === undefined || owner === '' ? undefined : owner,
    namespace: reader.text('namespace') || undefined,
    accessLevel: levelOf(row),
    sharedWithAgents: namesOf('shared_with_agents', row),
    learningWeight: reader.within('learning_weight', 0, 10),
    patternData: named.patternData,
    rest: { ...named.rest, ...cut },
    createdAt,
    updatedAt: isReversed ? createdAt : updatedAt,
    readVersion: () => versionOf(row),
  };
};
