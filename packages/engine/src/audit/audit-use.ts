import type { Caller, Pattern } from '@tmws/domain';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/**
 * Notes in the audit log that a pattern was reached with an admin's right, or for another agent. Nothing where the
 * caller reached it by itself.
 */
export const auditUse = async (
  store: Store,
  { engine, caller }: { readonly engine: { readonly clock: Clock }; readonly caller: Caller },
  used: { readonly pattern: Pattern; readonly action: string; readonly asAdmin: boolean },
): Promise<void> => {
  if (!used.asAdmin && caller.actingBy === undefined) return;
  await store.audit.append({
    at: engine.clock.now(),
    agentId: caller.actingBy?.agentId ?? caller.agentId,
    actingFor: caller.actingBy === undefined ? undefined : caller.agentId,
    action: used.action,
    targetKind: 'pattern',
    targetId: used.pattern.id,
    namespace: used.pattern.namespace,
    detail: used.asAdmin ? { as_admin: true } : {},
  });
};
