import type { InsightServiceImplementation } from '@tmws/contract';
import { getPatternAnalytics, recommendPatterns, recordExperience, suggestLearningOpportunities } from '@tmws/engine';
import { fromGetPatternAnalyticsRequest, toGetPatternAnalyticsResponse } from '../../mappers/analytics.ts';
import { fromRecordExperienceRequest, toRecordExperienceResponse } from '../../mappers/experience.ts';
import { fromSuggestRequest, toSuggestResponse } from '../../mappers/opportunity.ts';
import { fromRecommendPatternsRequest, toRecommendPatternsResponse } from '../../mappers/recommendation.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** InsightService. */
export const createInsightService = ({ engine }: ServiceContext): InsightServiceImplementation<CallerContext> => ({
  recommendPatterns: async (request, { caller, signal }) =>
    toRecommendPatternsResponse(
      await recommendPatterns(engine, caller, { ...fromRecommendPatternsRequest(request), signal }),
    ),
  getPatternAnalytics: async (request, { caller }) =>
    toGetPatternAnalyticsResponse(await getPatternAnalytics(engine, caller, fromGetPatternAnalyticsRequest(request))),
  suggestLearningOpportunities: async (request, { caller, signal }) =>
    toSuggestResponse(await suggestLearningOpportunities(engine, caller, { ...fromSuggestRequest(request), signal })),
  recordExperience: async (request, { caller }) =>
    toRecordExperienceResponse(await recordExperience(engine, caller, fromRecordExperienceRequest(request))),
});
