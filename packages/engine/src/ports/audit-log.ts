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

/** An entry as it is kept. */
export interface StoredAuditEntry extends AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Over this entry and {@link previousHash}. */
  readonly hash: string;
  /** Of the entry before; empty for the first. */
  readonly previousHash: string;
}

/** A page of entries that pass every filter given. */
export interface AuditQuery {
  /** Of these namespaces; undefined: of all and of none. */
  readonly namespaces: readonly string[] | undefined;
  /** At this time or later. */
  readonly since: Date | undefined;
  /** Before this time. */
  readonly until: Date | undefined;
  readonly agentId: string | undefined;
  readonly action: string | undefined;
  readonly patternId: string | undefined;
  /** Only entries before this one. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** Whether the log is as it was written. */
export interface AuditVerdict {
  readonly checkedCount: number;
  /** First entry that is there; 0: there is none. */
  readonly firstSequence: number;
  /** First entry that does not fit, and why; undefined: all do. */
  readonly fault: { readonly sequence: number; readonly kind: 'changed' | 'removed' | 'inserted' } | undefined;
}

/** Remembers what admins did, each entry with the hash of the one before. Written in the transaction of the deed. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery): Promise<readonly StoredAuditEntry[]>;
  /** Reads all of it. */
  verify(): Promise<AuditVerdict>;
}
