import type {
  CreateNamespaceRequest,
  DeleteNamespaceRequest,
  GetNamespaceRequest,
  ListNamespacesRequest,
  ListNamespacesResponse,
  Namespace as NamespaceMessage,
  UpdateNamespaceRequest,
} from '@tmws/contract';
import type {
  CreateNamespaceInput,
  DeleteNamespaceInput,
  PageInput,
  PageOf,
  SeenNamespace,
  UpdateNamespaceInput,
} from '@tmws/engine';
import { changedFields } from './changed-fields.ts';
import { everyFieldIsRead } from './every-field.ts';

/** What CreateNamespace asks for. */
export const fromCreateNamespaceRequest = (request: CreateNamespaceRequest): CreateNamespaceInput => {
  const { namespace, description, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, description, requestId };
};

/** What GetNamespace asks for. */
export const fromGetNamespaceRequest = ({ namespace, ...unread }: GetNamespaceRequest): string => {
  everyFieldIsRead(unread);
  return namespace;
};

/** What ListNamespaces asks for. */
export const fromListNamespacesRequest = ({ pageSize, pageToken, ...unread }: ListNamespacesRequest): PageInput => {
  everyFieldIsRead(unread);
  return { pageSize, pageToken };
};

/** What UpdateNamespace asks for. @throws DomainError INVALID_FIELD */
export const fromUpdateNamespaceRequest = (request: UpdateNamespaceRequest): UpdateNamespaceInput => {
  const { namespace, updateMask, description, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  const changed = changedFields(updateMask, { description });
  return { namespace, changes: changed.has('description') ? { description } : {}, requestId };
};

/** What DeleteNamespace asks for. */
export const fromDeleteNamespaceRequest = (request: DeleteNamespaceRequest): DeleteNamespaceInput => {
  const { namespace, withPatterns, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, withPatterns, requestId };
};

/** A namespace as the caller sees it. */
export const toNamespace = (namespace: SeenNamespace): NamespaceMessage => ({
  namespace: namespace.namespace,
  description: namespace.description ?? '',
  memberCount: namespace.memberCount,
  patternCount: namespace.patternCount,
  createdAt: namespace.createdAt,
  updatedAt: namespace.updatedAt,
});

/** The answer of ListNamespaces. */
export const toListNamespacesResponse = (page: PageOf<SeenNamespace>): ListNamespacesResponse => ({
  namespaces: page.items.map(toNamespace),
  nextPageToken: page.nextPageToken,
});
