import type { AnalyticsRepository, NoteScope } from '@tmws/engine';
import { compiledOnce } from '../compiled-once.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';
import { rankPatterns } from './analytics-rankings.ts';
import { createdByDay, usageByDay } from './analytics-series.ts';
import { categoryTotals } from './analytics-totals.ts';
import { fallenVersions, usedVersions } from './analytics-versions.ts';

const MOST_NAMESPACES = 5_000;

const counterValue = compiledOnce((database) =>
  database.selectFrom('change_counter').select('value').where('id', '=', 1),
);

const notesByArea = async (session: Session, scope: NoteScope): Promise<ReadonlyMap<string, number>> => {
  const notes = new Map<string, number>();
  for (const namespaces of inChunks(scope.namespaces, MOST_NAMESPACES)) {
    await session.breathe();
    let query = session.database
      .selectFrom('experiences')
      .select((eb) => ['area', eb.fn.countAll<number>().as('count')])
      .where('namespace', 'in', namespaces)
      .groupBy('area');
    if (scope.agentId !== undefined) query = query.where('agent_id', '=', scope.agentId);
    if (scope.area !== undefined) query = query.where('area', '=', scope.area);
    for (const { area, count } of await query.execute()) notes.set(area, (notes.get(area) ?? 0) + Number(count));
  }
  return notes;
};

/** Statistics in SQL. */
export const createAnalyticsRepository = (session: Session): AnalyticsRepository => ({
  changeCounter: async () => Number((await counterValue(session, [1]))[0]?.value ?? 0),
  categories: (where) => categoryTotals(session, where),
  rankings: (where, limits) => rankPatterns(session, where, limits),
  usageByDay: (where, span) => usageByDay(session, where, span),
  createdByDay: (where, span) => createdByDay(session, where, span),
  usedVersions: (query) => usedVersions(session, query),
  fallenVersions: (query) => fallenVersions(session, query),
  notesByArea: (scope) => notesByArea(session, scope),
});
