import type { AdminServiceImplementation } from '@tmws/contract';
import { getStatus, type ReindexProgress, reindex } from '@tmws/engine';
import { fromReindexRequest, toGetStatusResponse, toReindexResponse } from '../../mappers/status.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';
import { progressOf } from './progress-of.ts';

/** The rpcs of AdminService that are built. */
export const createAdminService = ({
  engine,
  info,
}: ServiceContext): Pick<AdminServiceImplementation<CallerContext>, 'getStatus' | 'reindex'> => ({
  getStatus: async (_request, { caller }) => toGetStatusResponse(await getStatus(engine, caller), info),
  reindex: async function* (request, { caller, signal }) {
    fromReindexRequest(request);
    const reports = progressOf<ReindexProgress>((onProgress) => reindex(engine, caller, onProgress), signal);
    for await (const report of reports) yield toReindexResponse(report);
  },
});
