import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import { findSeenNamespace, type SeenNamespace, seenNamespace } from './seen-namespace.ts';

/** Returns a namespace of the caller's. @throws DomainError NAMESPACE_NOT_FOUND */
export const getNamespace = (engine: Engine, caller: Caller, name: string): Promise<SeenNamespace> =>
  engine.unitOfWork.read(async (store) => seenNamespace(store, caller, await findSeenNamespace(store, caller, name)));
