import { type Finding, patternFinding } from '@tmws/domain';
import type { FindingRepository, KeptFinding, RevisionPlace } from '@tmws/engine';
import type { Selectable } from 'kysely';
import type { Tables } from '../entities/tables.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

/** SQLite takes 32,766 parameters in a statement. */
const ROWS_TOGETHER = 100;
const PLACES_TOGETHER = 500;
const IDS_TOGETHER = 5_000;

const SEVERITIES = ['info', 'warning', 'error'] as const satisfies readonly Finding['severity'][];

type Row = Selectable<Tables['findings']>;

const toFinding = (row: Row): Finding =>
  patternFinding({
    id: row.id,
    code: row.code,
    severity: SEVERITIES.find((severity) => severity === row.severity) ?? 'warning',
    field: row.field,
    file: row.file,
    line: row.line ?? undefined,
    text: row.text,
    done: row.done,
    ruleId: row.rule_id,
  });

const toKept = (row: Row): KeptFinding => ({
  finding: toFinding(row),
  isHeld: Boolean(row.is_held),
  approval:
    row.approved_at === null || row.approved_by === null
      ? undefined
      : { agentId: row.approved_by, at: new Date(row.approved_at) },
});

const scannedRows = ({ database }: Session, { patternId, revision }: RevisionPlace) =>
  database
    .selectFrom('findings')
    .selectAll()
    .where('pattern_id', '=', patternId)
    .where('revision', '=', revision)
    .where('kind', '=', 'scan')
    .orderBy('file')
    .orderBy('field')
    .orderBy('line')
    .orderBy('id');

/** What the safety scan found, in SQL. */
export const createFindingRepository = (session: Session): FindingRepository => ({
  add: async ({ patternId, revision }, findings, at) => {
    for (const chunk of inChunks(findings, ROWS_TOGETHER)) {
      await session.database
        .insertInto('findings')
        .values((eb) =>
          chunk.map(({ finding, isHeld, approval }) => ({
            pattern_id: patternId,
            revision,
            id: finding.id,
            kind: 'scan',
            code: finding.code,
            rule_id: finding.ruleId,
            severity: finding.severity,
            field: finding.field,
            file: finding.file,
            line: finding.line ?? null,
            text: finding.text,
            done: finding.done,
            is_held: eb.lit(isHeld),
            created_at: at.getTime(),
            approved_at: approval?.at.getTime() ?? null,
            approved_by: approval?.agentId ?? null,
          })),
        )
        .execute();
    }
  },
  kept: async (place) => (await scannedRows(session, place).execute()).map(toKept),
  scanned: async (patternId, revision) =>
    (await scannedRows(session, { patternId, revision }).execute()).map(toFinding),
  scannedOn: async (patterns) => {
    const found: [string, Finding[]][] = [];
    for (const chunk of inChunks(patterns, PLACES_TOGETHER)) {
      const rows = await session.database
        .selectFrom('findings')
        .selectAll()
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('pattern_id', 'revision'),
            'in',
            chunk.map(({ id, revision }) => tuple(id, revision)),
          ),
        )
        .where('kind', '=', 'scan')
        .orderBy('file')
        .orderBy('field')
        .orderBy('line')
        .orderBy('id')
        .execute();
      const byPattern = Map.groupBy(rows, (row) => row.pattern_id);
      for (const [id, own] of byPattern) found.push([id, own.map(toFinding)]);
    }
    return new Map(found);
  },
  open: async (patternId, revision) => {
    const rows = await scannedRows(session, { patternId, revision }).where('approved_at', 'is', null).execute();
    return rows.filter(({ is_held }) => Boolean(is_held)).map(toFinding);
  },
  approve: async ({ patternId, revision }, findingIds, { agentId, at }) => {
    for (const chunk of inChunks(findingIds, IDS_TOGETHER)) {
      await session.database
        .updateTable('findings')
        .set({ approved_at: at.getTime(), approved_by: agentId })
        .where('pattern_id', '=', patternId)
        .where('revision', '=', revision)
        .where('id', 'in', chunk)
        .execute();
    }
    session.changes.touch();
  },
  forget: async ({ patternId, revision }) => {
    await session.database
      .deleteFrom('findings')
      .where('pattern_id', '=', patternId)
      .where('revision', '=', revision)
      .execute();
    session.changes.erase();
  },
});
