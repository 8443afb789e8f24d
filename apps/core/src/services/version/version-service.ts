import type { VersionServiceImplementation } from '@tmws/contract';
import { compareVersions, createVersion, listVersions } from '@tmws/engine';
import {
  fromCompareVersionsRequest,
  fromCreateVersionRequest,
  fromListVersionsRequest,
  toCompareVersionsResponse,
  toCreateVersionResponse,
  toListVersionsResponse,
} from '../../mappers/version.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** Every rpc of VersionService. */
export const createVersionService = ({ engine }: ServiceContext): VersionServiceImplementation<CallerContext> => ({
  createVersion: async (request, { caller }) =>
    toCreateVersionResponse(await createVersion(engine, caller, fromCreateVersionRequest(request))),
  listVersions: async (request, { caller }) =>
    toListVersionsResponse(await listVersions(engine, caller, fromListVersionsRequest(request))),
  compareVersions: async (request, { caller }) =>
    toCompareVersionsResponse(await compareVersions(engine, caller, fromCompareVersionsRequest(request))),
});
