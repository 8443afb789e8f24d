import type { AdminServiceImplementation } from '@tmws/contract';
import { getStatus, listAuditEvents, type ReindexProgress, reindex, verifyAudit } from '@tmws/engine';
import { fromListAuditEventsRequest, toListAuditEventsResponse, toVerifyAuditResponse } from '../../mappers/audit.ts';
import { fromReindexRequest, toGetStatusResponse, toReindexResponse } from '../../mappers/status.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';
import { progressOf } from './progress-of.ts';

type BuiltRpcs = 'getStatus' | 'reindex' | 'listAuditEvents' | 'verifyAudit';

/** The rpcs of AdminService that are built. */
export const createAdminService = ({
  engine,
  info,
}: ServiceContext): Pick<AdminServiceImplementation<CallerContext>, BuiltRpcs> => ({
  getStatus: async (_request, { caller }) => toGetStatusResponse(await getStatus(engine, caller), info),
  reindex: async function* (request, { caller, signal }) {
    const asked = fromReindexRequest(request);
    const reports = progressOf<ReindexProgress>(
      (onProgress) => reindex(engine, caller, { ...asked, onProgress }),
      signal,
    );
    for await (const report of reports) yield toReindexResponse(report);
  },
  listAuditEvents: async (request, { caller }) =>
    toListAuditEventsResponse(await listAuditEvents(engine, caller, fromListAuditEventsRequest(request))),
  verifyAudit: async (_request, { caller }) => toVerifyAuditResponse(await verifyAudit(engine, caller)),
});
