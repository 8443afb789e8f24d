import { type Caller, isAdminOf } from '@tmws/domain';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

const administersAny = (caller: Caller): boolean =>
  caller.systemAdmin || caller.memberships.some(({ role }) => role === 'admin');

/**
 * Notes in the audit log that patterns were listed with an admin's right, or for another agent. Nothing where the
 * caller listed what it reads by itself, or administers nothing of what it asked for.
 */
export const auditListing = async (
  store: Store,
  { engine, caller }: { readonly engine: { readonly clock: Clock }; readonly caller: Caller },
  asked: { readonly namespace: string | undefined; readonly asAdmin: boolean },
): Promise<void> => {
  const namespace = asked.namespace === '' ? undefined : asked.namespace;
  const administers = namespace === undefined ? administersAny(caller) : isAdminOf(caller, namespace);
  const asAdmin = asked.asAdmin && administers;
  if (!asAdmin && caller.actingBy === undefined) return;
  await store.audit.append({
    at: engine.clock.now(),
    agentId: caller.actingBy?.agentId ?? caller.agentId,
    actingFor: caller.actingBy === undefined ? undefined : caller.agentId,
    action: 'ListPatterns',
    targetKind: 'namespace',
    targetId: namespace ?? '',
    namespace,
    detail: asAdmin ? { as_admin: true } : {},
  });
};
