import type { Caller } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { notAdmin } from '../identity/identity-errors.ts';
import { type PageInput, type PageOf, pageOf } from '../identity/page-of.ts';
import { administeredNamespaces, requireSomeAdmin } from '../identity/reach.ts';
import type { StoredAuditEntry } from '../ports/audit-log.ts';

/** Which entries to list. */
export interface ListAuditEventsInput extends PageInput {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly agentId?: string | undefined;
  readonly action?: string | undefined;
  readonly patternId?: string | undefined;
  readonly namespace?: string | undefined;
}

const namespacesAsked = (caller: Caller, namespace: string | undefined): readonly string[] | undefined => {
  requireSomeAdmin(caller);
  const administered = administeredNamespaces(caller);
  if (namespace === undefined) return administered;
  if (administered === undefined || administered.includes(namespace)) return [namespace];
  throw notAdmin(`Only admins of namespace ${namespace} and system admins read its audit log.`, { namespace });
};

/**
 * Entries of the audit log, newest first: of the namespaces that the caller administers, all to a system admin.
 *
 * @throws DomainError NOT_ADMIN, INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listAuditEvents = async (
  engine: Engine,
  caller: Caller,
  input: ListAuditEventsInput,
): Promise<PageOf<StoredAuditEntry>> => {
  const namespaces = namespacesAsked(caller, input.namespace);
  const { since, until, agentId, action, patternId } = input;
  return engine.unitOfWork.read((store) =>
    pageOf(caller, input, {
      rpc: 'ListAuditEvents',
      positionOf: ({ sequence }) => ({ sequence }),
      read: (position, limit) => {
        const before = typeof position?.sequence === 'number' ? position.sequence : undefined;
        return store.audit.list({ namespaces, since, until, agentId, action, patternId, before, limit });
      },
    }),
  );
};
