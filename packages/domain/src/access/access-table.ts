import type { AccessLevel } from './access-level.ts';

/** A way of being entitled to a pattern. */
export type Entitlement =
  /** The agent who owns it. */
  | 'owner'
  /** A member, in any role, of the pattern's namespace. */
  | 'namespace-member'
  /** An agent listed in `shared_with_agents`. */
  | 'shared-agent'
  /** Every agent. */
  | 'every-agent'
  /** A system admin. */
  | 'system-admin';

/** Who may read and who may change a pattern of one level. */
export interface AccessRule {
  readonly read: readonly Entitlement[];
  readonly change: readonly Entitlement[];
}

/** The rules of every level. */
export type AccessTable = Readonly<Record<AccessLevel, AccessRule>>;

/**
 * The access rules of the five levels. This table is the only place where they stand: the in-memory gate, the SQL form
 * and the LanceDB form are all made from it.
 */
export const ACCESS_TABLE = {
  PRIVATE: { read: ['owner'], change: ['owner'] },
  TEAM: { read: ['owner', 'namespace-member'], change: ['owner'] },
  SHARED: { read: ['owner', 'shared-agent'], change: ['owner'] },
  PUBLIC: { read: ['owner', 'every-agent'], change: ['owner'] },
  SYSTEM: { read: ['owner', 'every-agent'], change: ['system-admin'] },
} as const satisfies AccessTable;
