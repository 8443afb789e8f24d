import type { AccessServiceImplementation } from '@tmws/contract';
import { createApiKey, deleteApiKey, getApiKey, listApiKeys, rotateApiKey, updateApiKey } from '@tmws/engine';
import {
  fromCreateApiKeyRequest,
  fromDeleteApiKeyRequest,
  fromGetApiKeyRequest,
  fromListApiKeysRequest,
  fromRotateApiKeyRequest,
  fromUpdateApiKeyRequest,
  toApiKey,
  toApiKeyWithSecret,
  toListApiKeysResponse,
} from '../../mappers/api-key.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type ApiKeyRpcs = 'createApiKey' | 'getApiKey' | 'listApiKeys' | 'updateApiKey' | 'deleteApiKey' | 'rotateApiKey';

/** The rpcs of AccessService about API keys. */
export const createApiKeyRpcs = ({
  engine,
}: ServiceContext): Pick<AccessServiceImplementation<CallerContext>, ApiKeyRpcs> => ({
  createApiKey: async (request, { caller }) =>
    toApiKeyWithSecret(await createApiKey(engine, caller, fromCreateApiKeyRequest(request))),
  rotateApiKey: async (request, { caller }) =>
    toApiKeyWithSecret(await rotateApiKey(engine, caller, fromRotateApiKeyRequest(request))),
  getApiKey: async (request, { caller }) => ({
    apiKey: toApiKey(await getApiKey(engine, caller, fromGetApiKeyRequest(request))),
  }),
  listApiKeys: async (request, { caller }) =>
    toListApiKeysResponse(await listApiKeys(engine, caller, fromListApiKeysRequest(request))),
  updateApiKey: async (request, { caller }) => ({
    apiKey: toApiKey(await updateApiKey(engine, caller, fromUpdateApiKeyRequest(request))),
  }),
  deleteApiKey: async (request, { caller }) => ({
    apiKey: toApiKey(await deleteApiKey(engine, caller, fromDeleteApiKeyRequest(request))),
  }),
});
