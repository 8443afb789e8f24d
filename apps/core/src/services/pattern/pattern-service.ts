import type { PatternServiceImplementation } from '@tmws/contract';
import { createPattern, getPattern, listPatterns, searchPatterns } from '@tmws/engine';
import {
  fromCreatePatternRequest,
  fromGetPatternRequest,
  fromListPatternsRequest,
  toCreatePatternResponse,
  toListPatternsResponse,
  toPattern,
} from '../../mappers/pattern.ts';
import { fromSearchPatternsRequest, readView, toSearchPatternsResponse } from '../../mappers/search.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type BuiltRpcs = 'createPattern' | 'getPattern' | 'listPatterns' | 'searchPatterns';

/** The rpcs of PatternService that are built. */
export const createPatternService = ({
  engine,
}: ServiceContext): Pick<PatternServiceImplementation<CallerContext>, BuiltRpcs> => ({
  createPattern: async (request, { caller }) =>
    toCreatePatternResponse(await createPattern(engine, caller, fromCreatePatternRequest(request))),
  getPattern: async (request, { caller }) => ({
    pattern: toPattern(await getPattern(engine, caller, fromGetPatternRequest(request)), 'FULL'),
  }),
  listPatterns: async (request, { caller }) =>
    toListPatternsResponse(await listPatterns(engine, caller, fromListPatternsRequest(request))),
  searchPatterns: async (request, { caller, signal }) =>
    toSearchPatternsResponse(
      await searchPatterns(engine, caller, { ...fromSearchPatternsRequest(request), signal }),
      readView(request.view),
    ),
});
