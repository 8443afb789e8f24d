import {
  all,
  any,
  areaOpportunities,
  type Caller,
  consolidationOpportunity,
  coverageRatio,
  EMERGING_DAYS,
  EMERGING_WEEKS_BEFORE,
  IMPROVEMENT_BELOW,
  improvementOpportunity,
  invalidFields,
  is,
  isIn,
  type LearningOpportunity,
  mostUrgent,
  not,
  OPPORTUNITIES_SHOWN,
  type OpportunityPriority,
  OUTCOMES_FOR_IMPROVEMENT,
  slugViolations,
  staleBefore,
  staleOpportunity,
  URGENT_BELOW,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Store } from '../ports/store.ts';
import { KEPT_DAYS } from '../search/demand-log.ts';
import { listable } from '../search/visible.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findUnmetDemand } from './find-unmet-demand.ts';
import { withSearches } from './with-searches.ts';

/** What to look at. */
export interface SuggestLearningOpportunitiesInput {
  /** Undefined or empty: all that the caller may read, and the demand and notes of all its namespaces. */
  readonly namespace?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known, and what could be learned. */
export interface SuggestLearningOpportunitiesResult {
  /** Notes that the caller may see. */
  readonly totalMemories: number;
  /** Readable patterns. */
  readonly totalPatterns: number;
  /** 0–1. */
  readonly coverageRatio: number;
  /** The most urgent. */
  readonly opportunities: readonly LearningOpportunity[];
  /** All of them, shown or not. */
  readonly opportunityCount: number;
  readonly priorityBreakdown: Readonly<Record<OpportunityPriority, number>>;
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** Distinct requests of the caller that are held against the names of areas. */
const MOST_REQUESTS = 1_000;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * MILLISECONDS_PER_DAY);

/** The namespaces whose notes and searches count: the caller's own, or the one of them that is named. */
const namespacesOf = (caller: Caller, namespace: string): readonly string[] =>
  caller.memberships
    .map((membership) => membership.namespace)
    .filter((candidate) => namespace === '' || candidate === namespace);

/** What rows alone tell, counted by the database. */
const readRows = async (
  store: Store,
  call: { readonly caller: Caller; readonly namespace: string; readonly now: Date },
) => {
  const { caller, now } = call;
  const where = listable(caller, { namespace: call.namespace });
  const namespaces = namespacesOf(caller, call.namespace);
  const recentSince = daysBefore(now, EMERGING_DAYS);
  const earlierSince = daysBefore(now, EMERGING_DAYS * (EMERGING_WEEKS_BEFORE + 1));
  const spans = { recentSince, earlierSince };
  const requests = await store.demand.requestsOf({
    ...spans,
    namespaces,
    agentId: caller.agentId,
    since: daysBefore(now, KEPT_DAYS),
    limit: MOST_REQUESTS,
  });
  return {
    where,
    namespaces,
    areas: withSearches(await store.opportunities.areas({ ...spans, where, namespaces }), requests),
    totalPatterns: await store.patterns.count(where),
    totalMemories: await store.experiences.count(namespaces),
    improvable: await store.opportunities.improvable({
      // A version that was improved on needs no further improvement.
      where: all(where, any(is('isHead'), isIn('status', ['DRAFT'])), not(isIn('status', ['DEPRECATED', 'RETIRED']))),
      below: IMPROVEMENT_BELOW,
      moreThan: OUTCOMES_FOR_IMPROVEMENT,
      urgentBelow: URGENT_BELOW,
      limit: OPPORTUNITIES_SHOWN,
    }),
    stale: await store.opportunities.stale({ where, before: staleBefore(now), limit: OPPORTUNITIES_SHOWN }),
  };
};

const countOf = (opportunities: readonly LearningOpportunity[], priority: OpportunityPriority): number =>
  opportunities.filter((opportunity) => opportunity.priority === priority).length;

/**
 * Says what could be learned: from notes, searches and uses, which show what is done, and from readable patterns, which
 * show what is known. Another agent's searches count only in clusters of at least two agents of a namespace of the
 * caller's; other namespaces' never.
 *
 * @throws DomainError INVALID_FIELD
 */
export const suggestLearningOpportunities = async (
  engine: Engine,
  caller: Caller,
  { namespace = '', signal }: SuggestLearningOpportunitiesInput,
): Promise<SuggestLearningOpportunitiesResult> => {
  const violations = namespace === '' ? [] : slugViolations('namespace', namespace);
  if (violations.length > 0) throw invalidFields(violations);
  // Searches that cannot be written now stay buffered and are told of by the log; the answer goes without them.
  await engine.demandLog.flush().catch(() => undefined);
  const now = engine.clock.now();
  const rows = await engine.unitOfWork.read((store) => readRows(store, { caller, namespace, now }));
  const since = daysBefore(now, KEPT_DAYS);
  const [unmet, duplicates] = await Promise.all([
    findUnmetDemand(engine, caller, { namespaces: rows.namespaces, since, signal }),
    findDuplicates(engine, rows.where, signal),
  ]);
  const whole = [...areaOpportunities(rows.areas), ...unmet, ...duplicates.map(consolidationOpportunity)];
  const { improvable, stale } = rows;
  const priorityBreakdown = {
    high: countOf(whole, 'high') + improvable.urgent,
    medium: countOf(whole, 'medium') + improvable.count - improvable.urgent,
    low: countOf(whole, 'low') + stale.count,
  };
  return {
    totalMemories: rows.totalMemories,
    totalPatterns: rows.totalPatterns,
    coverageRatio: coverageRatio(rows.areas),
    opportunities: mostUrgent([
      ...whole,
      ...improvable.shown.map(improvementOpportunity),
      ...stale.shown.map((pattern) => staleOpportunity(pattern, now)),
    ]),
    opportunityCount: priorityBreakdown.high + priorityBreakdown.medium + priorityBreakdown.low,
    priorityBreakdown,
  };
};
