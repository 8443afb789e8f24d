import type { AccessServiceImplementation } from '@tmws/contract';
import { createNamespace, deleteNamespace, getNamespace, listNamespaces, updateNamespace } from '@tmws/engine';
import {
  fromCreateNamespaceRequest,
  fromDeleteNamespaceRequest,
  fromGetNamespaceRequest,
  fromListNamespacesRequest,
  fromUpdateNamespaceRequest,
  toListNamespacesResponse,
  toNamespace,
} from '../../mappers/namespace.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type NamespaceRpcs = 'createNamespace' | 'getNamespace' | 'listNamespaces' | 'updateNamespace' | 'deleteNamespace';

/** The rpcs of AccessService about namespaces. */
export const createNamespaceRpcs = ({
  engine,
}: ServiceContext): Pick<AccessServiceImplementation<CallerContext>, NamespaceRpcs> => ({
  createNamespace: async (request, { caller }) => ({
    namespace: toNamespace(await createNamespace(engine, caller, fromCreateNamespaceRequest(request))),
  }),
  getNamespace: async (request, { caller }) => ({
    namespace: toNamespace(await getNamespace(engine, caller, fromGetNamespaceRequest(request))),
  }),
  listNamespaces: async (request, { caller }) =>
    toListNamespacesResponse(await listNamespaces(engine, caller, fromListNamespacesRequest(request))),
  updateNamespace: async (request, { caller }) => ({
    namespace: toNamespace(await updateNamespace(engine, caller, fromUpdateNamespaceRequest(request))),
  }),
  deleteNamespace: (request, { caller }) => deleteNamespace(engine, caller, fromDeleteNamespaceRequest(request)),
});
