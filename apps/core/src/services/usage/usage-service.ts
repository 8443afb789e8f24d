import type { UsageServiceImplementation } from '@tmws/contract';
import { recordUsage } from '@tmws/engine';
import { fromRecordUsageRequest, toRecordUsageResponse } from '../../mappers/usage.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** The rpcs of UsageService that are built. */
export const createUsageService = ({
  engine,
}: ServiceContext): Pick<UsageServiceImplementation<CallerContext>, 'recordUsage'> => ({
  recordUsage: async (request, { caller }) =>
    toRecordUsageResponse(await recordUsage(engine, caller, fromRecordUsageRequest(request))),
});
