import type { Caller } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Store } from '../ports/store.ts';
import { actAs } from './act-as.ts';

/** How a read may go beyond what the caller reads by itself. */
export interface ReadingAs {
  /** The specification's actor field; undefined or empty: the caller itself. */
  readonly requestingAgentId?: string | undefined;
  /** Whether an admin of a namespace uses its right. */
  readonly asAdmin?: boolean | undefined;
}

/**
 * Runs a read for whom it is asked for. Where the audit log may have to keep it, the read and the entry are one
 * transaction: what cannot be noted is not shown.
 *
 * @throws DomainError INVALID_FIELD, ACTING_FOR_OTHER_DENIED
 */
export const readAs = async <T>(
  engine: Pick<Engine, 'unitOfWork'>,
  { caller, reading }: { readonly caller: Caller; readonly reading: ReadingAs },
  work: (store: Store, reader: Caller) => Promise<T>,
): Promise<T> => {
  const { requestingAgentId: agentId, asAdmin } = reading;
  const isForSelf = agentId === undefined || agentId === '' || agentId === caller.agentId;
  if (isForSelf && asAdmin !== true) return engine.unitOfWork.read((store) => work(store, caller));
  return engine.unitOfWork.write(async (store) =>
    work(store, await actAs(store, caller, { field: 'requesting_agent_id', agentId })),
  );
};
