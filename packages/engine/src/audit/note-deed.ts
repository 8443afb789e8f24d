import type { Caller, JsonObject } from '@tmws/domain';
import type { AuditTargetKind } from '../ports/audit-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/** What an admin, or an agent on its own account, did. */
export interface Deed {
  /** Name of the rpc. */
  readonly action: string;
  readonly targetKind: AuditTargetKind;
  readonly targetId: string;
  readonly namespace?: string | undefined;
  /** For whom; undefined or the caller: for itself. */
  readonly actingFor?: string | undefined;
  /** Names and numbers, never content. */
  readonly detail?: JsonObject;
}

/** Writes a deed on identities into the audit log, in the transaction of the deed. */
export const noteDeed = async (
  store: Store,
  { engine, caller }: { readonly engine: { readonly clock: Clock }; readonly caller: Caller },
  deed: Deed,
): Promise<void> => {
  const { actingFor, detail = {}, namespace, action, targetKind, targetId } = deed;
  await store.audit.append({
    at: engine.clock.now(),
    agentId: caller.agentId,
    actingFor: actingFor === caller.agentId ? undefined : actingFor,
    action,
    targetKind,
    targetId,
    namespace,
    detail,
  });
};
