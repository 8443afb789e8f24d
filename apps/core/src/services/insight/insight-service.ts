import type { InsightServiceImplementation } from '@tmws/contract';
import { recordExperience, suggestLearningOpportunities } from '@tmws/engine';
import { fromRecordExperienceRequest, toRecordExperienceResponse } from '../../mappers/experience.ts';
import { fromSuggestRequest, toSuggestResponse } from '../../mappers/opportunity.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** The rpcs of InsightService that are built. */
export const createInsightService = ({
  engine,
}: ServiceContext): Pick<
  InsightServiceImplementation<CallerContext>,
  'suggestLearningOpportunities' | 'recordExperience'
> => ({
  suggestLearningOpportunities: async (request, { caller, signal }) =>
    toSuggestResponse(await suggestLearningOpportunities(engine, caller, { ...fromSuggestRequest(request), signal })),
  recordExperience: async (request, { caller }) =>
    toRecordExperienceResponse(await recordExperience(engine, caller, fromRecordExperienceRequest(request))),
});
