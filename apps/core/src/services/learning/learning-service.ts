import type { LearningServiceImplementation } from '@tmws/contract';
import { applyPattern, learnPattern } from '@tmws/engine';
import { fromApplyPatternRequest, toApplyPatternResponse } from '../../mappers/apply.ts';
import { fromLearnPatternRequest, toLearnPatternResponse } from '../../mappers/learn.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** The rpcs of LearningService that are built. */
export const createLearningService = ({
  engine,
}: ServiceContext): Pick<LearningServiceImplementation<CallerContext>, 'learnPattern' | 'applyPattern'> => ({
  learnPattern: async (request, { caller }) =>
    toLearnPatternResponse(await learnPattern(engine, caller, fromLearnPatternRequest(request))),
  applyPattern: async (request, { caller, signal }) =>
    toApplyPatternResponse(await applyPattern(engine, caller, { ...fromApplyPatternRequest(request), signal })),
});
