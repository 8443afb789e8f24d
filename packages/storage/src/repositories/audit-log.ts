import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLog } from '@tmws/engine';
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

/** The audit log in SQL. */
export const createAuditLog = ({ database }: Session): AuditLog => ({
  append: async (entry) => {
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
});
