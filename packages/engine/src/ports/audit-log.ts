import type { JsonObject } from '@tmws/domain';

/** Kinds of things that the audit log speaks of. */
export type AuditTargetKind = 'pattern' | 'agent' | 'namespace' | 'membership' | 'api-key' | 'core';

/** What was done, by whom and to what. Names and numbers only, never the content of a pattern. */
export interface AuditEntry {
  readonly at: Date;
  /** Whose credentials the call had. */
  readonly agentId: string;
  /** For whom it acted; undefined: for itself. */
  readonly actingFor: string | undefined;
  /** Name of the rpc, e.g. `UpdatePattern`. */
  readonly action: string;
  readonly targetKind: AuditTargetKind;
  readonly targetId: string;
  readonly namespace: string | undefined;
  /** Further names and numbers; `as_admin: true` where an admin used its right. */
  readonly detail: JsonObject;
}

/** Remembers what admins did, each entry with the hash of the one before. Written in the transaction of the deed. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
}
