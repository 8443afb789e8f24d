import type { PatternServiceImplementation } from '@tmws/contract';
import {
  approvePattern,
  batchCreatePatterns,
  createPattern,
  getPattern,
  lintPattern,
  listPatterns,
  searchPatterns,
  watchPatterns,
} from '@tmws/engine';
import { fromApprovePatternRequest, toApprovePatternResponse } from '../../mappers/approve.ts';
import { fromBatchCreatePatternsRequest, toBatchCreatePatternsResponse } from '../../mappers/batch.ts';
import { fromLintPatternRequest, toLintPatternResponse } from '../../mappers/lint.ts';
import {
  fromCreatePatternRequest,
  fromGetPatternRequest,
  fromListPatternsRequest,
  toCreatePatternResponse,
  toListPatternsResponse,
  toPattern,
} from '../../mappers/pattern.ts';
import { fromSearchPatternsRequest, readView, toSearchPatternsResponse } from '../../mappers/search.ts';
import { fromWatchPatternsRequest, toWatchPatternsResponse } from '../../mappers/watch.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type BuiltRpcs =
  | 'batchCreatePatterns'
  | 'approvePattern'
  | 'lintPattern'
  | 'watchPatterns'
  | 'createPattern'
  | 'getPattern'
  | 'listPatterns'
  | 'searchPatterns';

/** The rpcs of PatternService that are built. */
export const createPatternService = ({
  engine,
}: ServiceContext): Pick<PatternServiceImplementation<CallerContext>, BuiltRpcs> => ({
  createPattern: async (request, { caller }) =>
    toCreatePatternResponse(await createPattern(engine, caller, fromCreatePatternRequest(request))),
  batchCreatePatterns: async (request, { caller }) =>
    toBatchCreatePatternsResponse(await batchCreatePatterns(engine, caller, fromBatchCreatePatternsRequest(request))),
  approvePattern: async (request, { caller }) =>
    toApprovePatternResponse(await approvePattern(engine, caller, fromApprovePatternRequest(request))),
  lintPattern: async (request, { caller }) =>
    toLintPatternResponse(await lintPattern(engine, caller, fromLintPatternRequest(request))),
  watchPatterns: async function* (request, { caller, signal }) {
    for await (const event of watchPatterns(engine, caller, { ...fromWatchPatternsRequest(request), signal })) {
      yield toWatchPatternsResponse(event);
    }
  },
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
