import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLog, AuditQuery, AuditTargetKind, AuditVerdict, StoredAuditEntry } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate, toJsonObject } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';

/** The columns of an entry that its hash covers, in the order in which it covers them. */
export interface AuditColumns {
  readonly created_at: number;
  readonly agent_id: string;
  readonly acting_for: string | null;
  readonly action: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly namespace: string | null;
  /** JSON text. */
  readonly detail: string;
}

/** SHA-256 over the hash before and the entry, in lower-case hexadecimal. */
export const auditHash = (previousHash: string, entry: AuditColumns): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previousHash,
        entry.created_at,
        entry.agent_id,
        entry.acting_for,
        entry.action,
        entry.target_kind,
        entry.target_id,
        entry.namespace,
        entry.detail,
      ]),
    )
    .digest('hex');

const toColumns = (entry: AuditEntry): AuditColumns => ({
  created_at: entry.at.getTime(),
  agent_id: entry.agentId,
  acting_for: entry.actingFor ?? null,
  action: entry.action,
  target_kind: entry.targetKind,
  target_id: entry.targetId,
  namespace: entry.namespace ?? null,
  detail: JSON.stringify(entry.detail),
});

type AuditRow = Selectable<Tables['audit']>;

const CHUNK_ROWS = 1_000;
const TARGET_KINDS: readonly AuditTargetKind[] = ['pattern', 'agent', 'namespace', 'membership', 'api-key', 'core'];

const toEntry = (row: AuditRow): StoredAuditEntry => ({
  sequence: row.sequence,
  at: toDate(row.created_at),
  agentId: row.agent_id,
  actingFor: row.acting_for ?? undefined,
  action: row.action,
  targetKind: TARGET_KINDS.find((kind) => kind === row.target_kind) ?? 'core',
  targetId: row.target_id,
  namespace: row.namespace ?? undefined,
  detail: toJsonObject(row.detail),
  hash: row.hash,
  previousHash: row.previous_hash,
});

const list = ({ database }: Session, query: AuditQuery) => {
  const { namespaces, since, until, agentId, action, patternId, before } = query;
  return database
    .selectFrom('audit')
    .selectAll()
    .$if(namespaces !== undefined, (found) => found.where('namespace', 'in', namespaces ?? []))
    .$if(since !== undefined, (found) => found.where('created_at', '>=', since?.getTime() ?? 0))
    .$if(until !== undefined, (found) => found.where('created_at', '<', until?.getTime() ?? 0))
    .$if(agentId !== undefined, (found) => found.where('agent_id', '=', agentId ?? ''))
    .$if(action !== undefined, (found) => found.where('action', '=', action ?? ''))
    .$if(patternId !== undefined, (found) =>
      found.where('target_kind', '=', 'pattern').where('target_id', '=', patternId ?? ''),
    )
    .$if(before !== undefined, (found) => found.where('sequence', '<', before ?? 0))
    .orderBy('sequence', 'desc')
    .limit(query.limit)
    .execute();
};

const faultOf = (
  row: AuditRow,
  before: { readonly sequence: number; readonly hash: string },
): NonNullable<AuditVerdict['fault']>['kind'] | undefined => {
  if (row.sequence !== before.sequence + 1) return 'removed';
  if (row.hash !== auditHash(row.previous_hash, row)) return 'changed';
  return row.previous_hash === before.hash ? undefined : 'inserted';
};

const verify = async (session: Session): Promise<AuditVerdict> => {
  let before = { sequence: 0, hash: '' };
  let [checkedCount, firstSequence] = [0, 0];
  for (;;) {
    await session.breathe();
    const rows = await session.database
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', before.sequence)
      .orderBy('sequence')
      .limit(CHUNK_ROWS)
      .execute();
    for (const row of rows) {
      checkedCount += 1;
      if (firstSequence === 0) firstSequence = row.sequence;
      const kind = faultOf(row, before);
      if (kind !== undefined) return { checkedCount, firstSequence, fault: { sequence: row.sequence, kind } };
      before = row;
    }
    if (rows.length < CHUNK_ROWS) return { checkedCount, firstSequence, fault: undefined };
  }
};

/** The audit log in SQL. */
export const createAuditLog = (session: Session): AuditLog => ({
  append: async (entry) => {
    const { database } = session;
    const last = await database
      .selectFrom('audit')
      .select('hash')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    const columns = toColumns(entry);
    const previous = last?.hash ?? '';
    await database
      .insertInto('audit')
      .values({ ...columns, previous_hash: previous, hash: auditHash(previous, columns) })
      .execute();
  },
  list: async (query) => (await list(session, query)).map(toEntry),
  verify: () => verify(session),
});
