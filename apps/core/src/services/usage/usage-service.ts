import type { UsageServiceImplementation } from '@tmws/contract';
import { listUsage, recordUsage, setUsageOutcome } from '@tmws/engine';
import {
  fromListUsageRequest,
  fromRecordUsageRequest,
  fromSetUsageOutcomeRequest,
  toListUsageResponse,
  toRecordedUse,
} from '../../mappers/usage.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** UsageService. */
export const createUsageService = ({ engine }: ServiceContext): UsageServiceImplementation<CallerContext> => ({
  recordUsage: async (request, { caller }) =>
    toRecordedUse(await recordUsage(engine, caller, fromRecordUsageRequest(request))),
  setUsageOutcome: async (request, { caller }) =>
    toRecordedUse(await setUsageOutcome(engine, caller, fromSetUsageOutcomeRequest(request))),
  listUsage: async (request, { caller }) =>
    toListUsageResponse(await listUsage(engine, caller, fromListUsageRequest(request))),
});
