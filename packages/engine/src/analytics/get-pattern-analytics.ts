import { type Caller, invalidFields, readableBy, utcDayOf } from '@tmws/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { Engine } from '../engine.ts';
import type { AnalyticsRepository, NoteScope } from '../ports/analytics-repository.ts';
import { listable } from '../search/visible.ts';
import { type AnalyticsCache, createAnalyticsCache } from './analytics-cache.ts';
import { type AnalyticsScope, computeAnalytics, type PatternAnalytics } from './compute-analytics.ts';

/** Narrows the patterns that count; undefined and empty filters pass all. */
export interface GetPatternAnalyticsInput {
  /** Owner. */
  readonly agentId?: string | undefined;
  readonly namespace?: string | undefined;
  readonly category?: string | undefined;
  /** Days to today in Universal Time that series and window cover, 1–3,650; undefined: 30. */
  readonly days?: number | undefined;
}

const DAYS_DEFAULT = 30;
const MOST_DAYS = 3_650;

/** How often an answer is computed anew when rows changed meanwhile, before the last one is given as it is. */
const ATTEMPTS = 2;

/** One for each set of rows: two engines on the same rows share nothing, and none outlives its rows. */
const caches = new WeakMap<Engine['unitOfWork'], AnalyticsCache>();

const cacheOf = ({ unitOfWork }: Pick<Engine, 'unitOfWork'>): AnalyticsCache => {
  const known = caches.get(unitOfWork) ?? createAnalyticsCache();
  caches.set(unitOfWork, known);
  return known;
};

const daysOf = (days: number | undefined): number => {
  if (days === undefined) return DAYS_DEFAULT;
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw invalidFields([
    { field: 'days', description: `days is ${days}; it must lie between 1 and 3,650, or be left out for 30.` },
  ]);
};

const given = (filter: string | undefined): string | undefined => (filter === '' ? undefined : filter);

const noteScope = (caller: Caller, input: GetPatternAnalyticsInput): NoteScope => {
  const namespace = given(input.namespace);
  const own = caller.memberships.map((membership) => membership.namespace);
  return {
    namespaces: namespace === undefined ? own : own.filter((name) => name === namespace),
    agentId: given(input.agentId),
    area: given(input.category),
  };
};

const computeSettled = async (
  rows: AnalyticsRepository,
  scope: AnalyticsScope,
  clock: Engine['clock'],
): Promise<PatternAnalytics> => {
  for (let attempt = 1; ; attempt += 1) {
    const before = await rows.changeCounter();
    const answer = await computeAnalytics(rows, scope, clock.now());
    if (attempt === ATTEMPTS || (await rows.changeCounter()) === before) return answer;
  }
};

/**
 * Statistics over the patterns that the caller may read, narrowed by the filters. An answer is kept until anything
 * changes or the day ends, for callers with the same rights alone; where writing goes on without a pause, its parts may
 * stem from moments some milliseconds apart.
 *
 * @throws DomainError INVALID_FIELD
 */
export const getPatternAnalytics = async (
  engine: Pick<Engine, 'unitOfWork' | 'clock'>,
  caller: Caller,
  input: GetPatternAnalyticsInput,
): Promise<PatternAnalytics> => {
  const days = daysOf(input.days);
  const { agentId, namespace, category } = input;
  const scope: AnalyticsScope = {
    where: listable(caller, { agentId, namespace, category }),
    readable: readableBy(caller),
    notes: noteScope(caller, input),
    days,
  };
  return engine.unitOfWork.read(async ({ analytics }) => {
    const now = engine.clock.now();
    const moment = { changeCounter: await analytics.changeCounter(), day: utcDayOf(now) };
    const compute = (): Promise<PatternAnalytics> => computeSettled(analytics, scope, engine.clock);
    const answer = await cacheOf(engine).get(canonicalJson(scope), moment, compute);
    // A kept answer's own time would tell of the last change of any pattern, readable or not.
    return { ...answer, computedAt: now };
  });
};
