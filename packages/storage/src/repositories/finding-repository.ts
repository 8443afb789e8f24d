import { type Finding, patternFinding } from '@tmws/domain';
import type { FindingRepository } from '@tmws/engine';
import type { Selectable } from 'kysely';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';

const SEVERITIES = ['info', 'warning', 'error'] as const satisfies readonly Finding['severity'][];

const toFinding = (row: Selectable<Tables['findings']>): Finding =>
  patternFinding({
    id: row.id,
    code: row.code,
    severity: SEVERITIES.find((severity) => severity === row.severity) ?? 'warning',
    field: '',
    file: row.file,
    line: row.line ?? undefined,
    text: row.text,
    done: row.done,
    ruleId: row.code,
  });

const scannedRows = ({ database }: Session, patternId: string, revision: number) =>
  database
    .selectFrom('findings')
    .selectAll()
    .where('pattern_id', '=', patternId)
    .where('revision', '=', revision)
    .where('kind', '=', 'scan')
    .orderBy('file')
    .orderBy('line')
    .orderBy('id');

/** What the safety scan found, in SQL. */
export const createFindingRepository = (session: Session): FindingRepository => ({
  scanned: async (patternId, revision) => (await scannedRows(session, patternId, revision).execute()).map(toFinding),
  open: async (patternId, revision) =>
    (await scannedRows(session, patternId, revision).where('approved_at', 'is', null).execute()).map(toFinding),
  approve: async (findingIds, { agentId, at }) => {
    await session.database
      .updateTable('findings')
      .set({ approved_at: at.getTime(), approved_by: agentId })
      .where('id', 'in', findingIds)
      .execute();
    session.changes.touch();
  },
});
