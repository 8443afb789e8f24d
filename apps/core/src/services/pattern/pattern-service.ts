import type { PatternServiceImplementation } from '@tmws/contract';
import {
  approvePattern,
  batchCreatePatterns,
  createPattern,
  deletePattern,
  getPattern,
  getRevision,
  lintPattern,
  listPatterns,
  listRevisions,
  purgePattern,
  redactRevision,
  restoreRevision,
  searchPatterns,
  undeletePattern,
  updatePattern,
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
import {
  fromDeletePatternRequest,
  fromPurgePatternRequest,
  fromUndeletePatternRequest,
  fromUpdatePatternRequest,
  toDeletePatternResponse,
  toPurgePatternResponse,
  toUndeletePatternResponse,
  toUpdatePatternResponse,
} from '../../mappers/pattern-write.ts';
import {
  fromGetRevisionRequest,
  fromListRevisionsRequest,
  fromRedactRevisionRequest,
  fromRestoreRevisionRequest,
  toGetRevisionResponse,
  toListRevisionsResponse,
  toRevision,
} from '../../mappers/revision.ts';
import { fromSearchPatternsRequest, readView, toSearchPatternsResponse } from '../../mappers/search.ts';
import { fromWatchPatternsRequest, toWatchPatternsResponse } from '../../mappers/watch.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** PatternService. */
export const createPatternService = ({ engine }: ServiceContext): PatternServiceImplementation<CallerContext> => ({
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
  updatePattern: async (request, { caller }) =>
    toUpdatePatternResponse(await updatePattern(engine, caller, fromUpdatePatternRequest(request))),
  deletePattern: async (request, { caller }) =>
    toDeletePatternResponse(await deletePattern(engine, caller, fromDeletePatternRequest(request))),
  undeletePattern: async (request, { caller }) =>
    toUndeletePatternResponse(await undeletePattern(engine, caller, fromUndeletePatternRequest(request))),
  purgePattern: async (request, { caller }) =>
    toPurgePatternResponse(await purgePattern(engine, caller, fromPurgePatternRequest(request))),
  listRevisions: async (request, { caller }) =>
    toListRevisionsResponse(await listRevisions(engine, caller, fromListRevisionsRequest(request))),
  getRevision: async (request, { caller }) =>
    toGetRevisionResponse(await getRevision(engine, caller, fromGetRevisionRequest(request))),
  restoreRevision: async (request, { caller }) =>
    toUpdatePatternResponse(await restoreRevision(engine, caller, fromRestoreRevisionRequest(request))),
  redactRevision: async (request, { caller }) => ({
    revision: toRevision({
      revision: await redactRevision(engine, caller, fromRedactRevisionRequest(request)),
      changedFields: [],
    }),
  }),
});
