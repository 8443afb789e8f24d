import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import type { MembershipRecord } from '../../ports/directory-repository.ts';
import { type PageInput, type PageOf, pageOf, textIn } from '../page-of.ts';
import { seenNamespaces } from '../reach.ts';

/** Which memberships to list. */
export interface ListMembershipsInput extends PageInput {
  /** Undefined: of all namespaces that the caller sees. */
  readonly namespace?: string | undefined;
  readonly agentId?: string | undefined;
}

const namespacesAsked = (caller: Caller, namespace: string | undefined): readonly string[] | undefined => {
  const seen = seenNamespaces(caller);
  if (namespace === undefined) return seen;
  return seen === undefined || seen.includes(namespace) ? [namespace] : [];
};

/** The memberships of the caller's namespaces, by namespace, then by agent. @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID */
export const listMemberships = (
  engine: Engine,
  caller: Caller,
  input: ListMembershipsInput,
): Promise<PageOf<MembershipRecord>> =>
  engine.unitOfWork.read((store) =>
    pageOf(caller, input, {
      rpc: 'ListMemberships',
      positionOf: ({ namespace, agentId }) => ({ namespace, agentId }),
      read: async (position, limit) => {
        const namespaces = namespacesAsked(caller, input.namespace);
        const [namespace, agentId] = [textIn(position, 'namespace'), textIn(position, 'agentId')];
        const after = namespace === undefined || agentId === undefined ? undefined : { namespace, agentId };
        return store.directory.listMemberships({ namespaces, agentId: input.agentId, after, limit });
      },
    }),
  );
