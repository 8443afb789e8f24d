import type { InsightServiceImplementation } from '@tmws/contract';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** The rpcs of InsightService that are built. */
export const createInsightService = (
  _context: ServiceContext,
): Partial<InsightServiceImplementation<CallerContext>> => ({});
