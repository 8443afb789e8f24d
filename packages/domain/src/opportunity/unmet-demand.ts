import { shorten } from '../shorten.ts';
import { countText } from './count-text.ts';
import type { LearningOpportunity, OpportunityPriority } from './opportunity.ts';

/** A search whose best hit is less similar found nothing: the specification's default threshold. */
export const FOUND_FROM = 0.7;

/** How requests were found to be alike. */
export type ClusterBasis = 'meaning' | 'words';

/** Searches that found nothing and ask for the same. */
export interface DemandCluster {
  readonly namespace: string;
  /** Requests with how often they were searched for, the most frequent first. */
  readonly requests: readonly { readonly query: string; readonly count: number }[];
  readonly agentIds: readonly string[];
  readonly basis: ClusterBasis;
}

const LEAST_SEARCHES = 2;
const MANY_SEARCHES = 10;
const SOME_SEARCHES = 3;
const EXAMPLES = 3;
const LONGEST_SUBJECT = 100;
const LONGEST_EXAMPLE = 300;

const searchesOf = ({ requests }: DemandCluster): number => requests.reduce((sum, { count }) => sum + count, 0);

/**
 * Whether an agent may see a cluster: one of its own searches alone, or one with searches of at least two agents of the
 * namespace. A single search is no cluster.
 */
export const mayShowCluster = (cluster: DemandCluster, agentId: string): boolean =>
  searchesOf(cluster) >= LEAST_SEARCHES && (cluster.agentIds.length >= 2 || cluster.agentIds[0] === agentId);

const priorityOf = (searches: number): OpportunityPriority => {
  if (searches >= MANY_SEARCHES) return 'high';
  return searches >= SOME_SEARCHES ? 'medium' : 'low';
};

/** That something is looked for which no pattern tells. */
export const unmetDemand = (cluster: DemandCluster): LearningOpportunity => {
  const searchCount = searchesOf(cluster);
  const subject = shorten((cluster.requests[0]?.query ?? '').replaceAll(/\s+/g, ' '), LONGEST_SUBJECT);
  const agentCount = cluster.agentIds.length;
  const byWords = cluster.basis === 'words' ? '; grouped by words, as the embedding model was not available' : '';
  return {
    type: 'unmet_demand',
    area: subject,
    priority: priorityOf(searchCount),
    reason: `${countText(searchCount, 'search', 'searches')} by ${countText(agentCount, 'agent')} found nothing (similarity below ${FOUND_FROM})${byWords}`,
    // Without the requests' text: it is others', and this sentence is read as advice.
    suggestedAction: 'Learn a pattern that answers these searches, or describe the one that does in their words',
    evidence: {
      searchCount,
      agentCount,
      exampleQueries: cluster.requests.slice(0, EXAMPLES).map(({ query }) => shorten(query, LONGEST_EXAMPLE)),
    },
  };
};
