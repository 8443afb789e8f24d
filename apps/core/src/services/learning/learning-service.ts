import type { LearningServiceImplementation } from '@tmws/contract';
import { applyPattern, evolvePattern, learnPattern } from '@tmws/engine';
import { fromApplyPatternRequest, toApplyPatternResponse } from '../../mappers/apply.ts';
import { fromEvolvePatternRequest, toEvolvePatternResponse } from '../../mappers/evolve.ts';
import { fromLearnPatternRequest, toLearnPatternResponse } from '../../mappers/learn.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** Every rpc of LearningService. */
export const createLearningService = ({ engine }: ServiceContext): LearningServiceImplementation<CallerContext> => ({
  learnPattern: async (request, { caller }) =>
    toLearnPatternResponse(await learnPattern(engine, caller, fromLearnPatternRequest(request))),
  applyPattern: async (request, { caller, signal }) =>
    toApplyPatternResponse(await applyPattern(engine, caller, { ...fromApplyPatternRequest(request), signal })),
  evolvePattern: async (request, { caller }) =>
    toEvolvePatternResponse(await evolvePattern(engine, caller, fromEvolvePatternRequest(request))),
});
