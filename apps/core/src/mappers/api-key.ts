import type {
  ApiKey as ApiKeyMessage,
  CreateApiKeyRequest,
  CreateApiKeyResponse,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  ListApiKeysRequest,
  ListApiKeysResponse,
  RotateApiKeyRequest,
  RotateApiKeyResponse,
  UpdateApiKeyRequest,
} from '@tmws/contract';
import type {
  ApiKeyChanges,
  CreateApiKeyInput,
  CreateApiKeyResult,
  DeleteApiKeyInput,
  ListApiKeysInput,
  PageOf,
  RotateApiKeyInput,
  SeenApiKey,
  UpdateApiKeyInput,
} from '@tmws/engine';
import { changedFields } from './changed-fields.ts';
import { readEnums, SCOPE_NUMBERS } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { readTime } from './read-time.ts';

/** What CreateApiKey asks for. @throws DomainError INVALID_FIELD */
export const fromCreateApiKeyRequest = (request: CreateApiKeyRequest): CreateApiKeyInput => {
  const { agentId, scopes, description, expiresAt, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return {
    agentId,
    scopes: readEnums('scopes', scopes, SCOPE_NUMBERS),
    description,
    expiresAt: readTime('expires_at', expiresAt),
    requestId,
  };
};

/** What GetApiKey asks for. */
export const fromGetApiKeyRequest = ({ apiKeyId, ...unread }: GetApiKeyRequest): string => {
  everyFieldIsRead(unread);
  return apiKeyId;
};

/** What ListApiKeys asks for. */
export const fromListApiKeysRequest = (request: ListApiKeysRequest): ListApiKeysInput => {
  const { agentId, includeEnded, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { agentId, includeEnded, pageSize, pageToken };
};

/** What UpdateApiKey asks for. @throws DomainError INVALID_FIELD */
export const fromUpdateApiKeyRequest = (request: UpdateApiKeyRequest): UpdateApiKeyInput => {
  const { apiKeyId, updateMask, scopes, description, expiresAt, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  const given = { scopes: scopes.length === 0 ? undefined : scopes, description, expires_at: expiresAt };
  const changed = changedFields(updateMask, given);
  const changes: ApiKeyChanges = {
    ...(changed.has('scopes') ? { scopes: readEnums('scopes', scopes, SCOPE_NUMBERS) } : {}),
    ...(changed.has('description') ? { description } : {}),
    ...(changed.has('expires_at') ? { expiresAt: readTime('expires_at', expiresAt) } : {}),
  };
  return { apiKeyId, changes, requestId };
};

/** What DeleteApiKey asks for. */
export const fromDeleteApiKeyRequest = (request: DeleteApiKeyRequest): DeleteApiKeyInput => {
  const { apiKeyId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { apiKeyId, requestId };
};

/** What RotateApiKey asks for. */
export const fromRotateApiKeyRequest = (request: RotateApiKeyRequest): RotateApiKeyInput => {
  const { apiKeyId, overlap, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  const milliseconds = overlap === undefined ? undefined : overlap.seconds * 1_000 + overlap.nanos / 1_000_000;
  return { apiKeyId, overlap: milliseconds, requestId };
};

/** A key without its secret. */
export const toApiKey = (key: SeenApiKey): ApiKeyMessage => ({
  id: key.id,
  agentId: key.agentId,
  scopes: key.scopes.map((scope) => SCOPE_NUMBERS[scope]),
  description: key.description ?? '',
  expiresAt: key.expiresAt,
  createdAt: key.createdAt,
  lastUsedAt: key.lastUsedAt,
  revokedAt: key.revokedAt,
  oldSecretEndsAt: key.oldSecretEndsAt,
});

/** The answer of CreateApiKey and of RotateApiKey. */
export const toApiKeyWithSecret = (result: CreateApiKeyResult): CreateApiKeyResponse & RotateApiKeyResponse => ({
  apiKey: toApiKey(result.apiKey),
  secret: result.secret,
});

/** The answer of ListApiKeys. */
export const toListApiKeysResponse = ({ items, nextPageToken }: PageOf<SeenApiKey>): ListApiKeysResponse => ({
  apiKeys: items.map(toApiKey),
  nextPageToken,
});
