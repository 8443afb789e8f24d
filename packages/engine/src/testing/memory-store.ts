import type { ExperienceRepository } from '../ports/experience-repository.ts';
import type { OpportunityRepository } from '../ports/opportunity-repository.ts';
import type {
  ApplicationRepository,
  IdentityRepository,
  Outbox,
  RequestMemory,
  Store,
  VectorCache,
} from '../ports/store.ts';
import { createMemoryApiKeyRepository } from './memory-api-key-repository.ts';
import { createMemoryAuditLog } from './memory-audit-log.ts';
import { createMemoryChangeFeed } from './memory-change-feed.ts';
import { createMemoryDemandRepository } from './memory-demand-repository.ts';
import { createMemoryFindingRepository } from './memory-finding-repository.ts';
import { createMemoryPatternBatch } from './memory-pattern-batch.ts';
import { createMemoryPatternRemoval } from './memory-pattern-removal.ts';
import { createMemoryPatternRepository } from './memory-pattern-repository.ts';
import { createMemoryProposalRepository } from './memory-proposal-repository.ts';
import { createMemoryRecommendationRepository } from './memory-recommendation-repository.ts';
import { createMemoryRevisionRepository } from './memory-revision-repository.ts';
import { createMemorySkillRepository } from './memory-skill-repository.ts';
import type { MemoryState } from './memory-state.ts';
import { createMemoryUsageRepository } from './memory-usage-repository.ts';
import { NO_ANALYTICS } from './no-analytics.ts';
import { NO_DIRECTORY } from './no-directory.ts';

type Rows = () => MemoryState;

const createIdentity = (state: Rows): IdentityRepository => ({
  findAgent: async (agentId) => state().agents.get(agentId),
  memberships: async (agentId) => state().memberships.get(agentId) ?? [],
  provision: async (agentId, namespace) => {
    const { agents, memberships } = state();
    if (!agents.has(agentId)) {
      agents.set(agentId, { agentId, defaultNamespace: namespace, systemAdmin: agents.size === 0 });
    }
    const known = memberships.get(agentId) ?? [];
    if (known.some((membership) => membership.namespace === namespace)) return;
    memberships.set(agentId, [...known, { namespace, role: 'member' }]);
  },
});

const createRequests = (state: Rows): RequestMemory => ({
  find: async (agentId, requestId, since) => {
    const known = state().answers.get(`${agentId} ${requestId}`);
    return known === undefined || known.at < since ? undefined : { digest: known.digest, answer: known.answer };
  },
  remember: async ({ agentId, requestId, digest, answer, at }) => {
    state().answers.set(`${agentId} ${requestId}`, { digest, answer, at });
  },
  forgetBefore: async (time) => {
    for (const [key, { at }] of state().answers) if (at < time) state().answers.delete(key);
  },
});

const createApplications = (state: Rows): ApplicationRepository => {
  const hasOutcome = (applicationId: string): boolean =>
    [...state().usages.values()].some((usage) => usage.applicationId === applicationId && usage.success !== undefined);
  return {
    insert: async (application) => {
      state().applications.set(application.id, { ...application, mentioned: application.isMentioned });
    },
    find: async (id) => {
      const application = state().applications.get(id);
      if (application === undefined) return undefined;
      const reported = [...state().usages.values()].filter(
        (usage) => usage.applicationId === id && usage.success !== undefined,
      );
      const usageIds = application.patterns.map(
        ({ patternId }) => [patternId, reported.find((usage) => usage.patternId === patternId)?.id] as const,
      );
      return { agentId: application.agentId, usageIds: new Map(usageIds) };
    },
    takeOpen: async (agentId, before) => {
      const open = [...state().applications.values()]
        .filter((application) => application.agentId === agentId && application.at < before)
        .filter((application) => !application.mentioned && !hasOutcome(application.id))
        .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
      if (open === undefined) return undefined;
      state().applications.set(open.id, { ...open, mentioned: true });
      return {
        id: open.id,
        query: open.query,
        at: open.at,
        patternIds: open.patterns.map((pattern) => pattern.patternId),
      };
    },
  };
};

const createExperiences = (state: Rows): ExperienceRepository => ({
  insert: async (experience) => {
    state().experiences.set(experience.id, experience);
  },
  count: async (namespaces) =>
    [...state().experiences.values()].filter(({ namespace }) => namespaces.includes(namespace)).length,
});

/** Aggregation is the database's work: a test that is about its numbers brings them. */
const NO_OPPORTUNITIES: OpportunityRepository = {
  areas: async () => [],
  improvable: async () => ({ shown: [], count: 0, urgent: 0 }),
  stale: async () => ({ shown: [], count: 0 }),
};

const createOutbox = (state: Rows): Outbox => {
  const waiting = (stage: 'words' | 'meaning') =>
    [...state().outbox.values()].filter((entry) => entry.stage === stage).toSorted((a, b) => a.sequence - b.sequence);
  const named = (sequences: readonly number[]) =>
    [...state().outbox.values()].filter((entry) => sequences.includes(entry.sequence));
  return {
    add: async (patternIds, at) => {
      for (const patternId of new Set(patternIds)) {
        state().lastSequence.value += 1;
        // A new number and not the old one: whoever works on the old entry must not complete the new change with it.
        state().outbox.set(patternId, { sequence: state().lastSequence.value, patternId, at, stage: 'words' });
      }
    },
    pending: async (stage, limit) =>
      waiting(stage)
        .slice(0, limit)
        .map(({ sequence, patternId }) => ({ sequence, patternId })),
    countPending: async (stage) => waiting(stage).length,
    markWords: async (sequences) => {
      for (const entry of named(sequences)) state().outbox.set(entry.patternId, { ...entry, stage: 'meaning' });
    },
    complete: async (sequences) => {
      for (const entry of named(sequences)) state().outbox.delete(entry.patternId);
    },
  };
};

const createVectors = (state: Rows): VectorCache => ({
  find: async (model, digests) => {
    const known = state().vectors.get(model);
    return new Map(
      digests.flatMap((digest) => {
        const vector = known?.get(digest);
        return vector === undefined ? [] : [[digest, vector.slice()] as const];
      }),
    );
  },
  save: async (model, vectors) => {
    const copies = [...vectors].map(([digest, vector]) => [digest, vector.slice()] as const);
    state().vectors.set(model, new Map([...(state().vectors.get(model) ?? []), ...copies]));
  },
});

/** A store on maps. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryStore = (state: Rows): Store => ({
  patterns: createMemoryPatternRepository(state),
  usages: createMemoryUsageRepository(state),
  recommendations: createMemoryRecommendationRepository(state),
  skills: createMemorySkillRepository(state),
  identity: createIdentity(state),
  apiKeys: createMemoryApiKeyRepository(state),
  directory: NO_DIRECTORY,
  requests: createRequests(state),
  applications: createApplications(state),
  demand: createMemoryDemandRepository(state),
  experiences: createExperiences(state),
  opportunities: NO_OPPORTUNITIES,
  analytics: NO_ANALYTICS,
  outbox: createOutbox(state),
  vectors: createVectors(state),
  audit: createMemoryAuditLog(state),
  proposals: createMemoryProposalRepository(state),
  findings: createMemoryFindingRepository(state),
  changes: createMemoryChangeFeed(state),
  batch: createMemoryPatternBatch(state),
  revisions: createMemoryRevisionRepository(state),
  removal: createMemoryPatternRemoval(state),
  evolutions: {
    insert: async (evolution) => {
      state().evolutions.set(evolution.id, evolution);
    },
    count: async (patternId) =>
      [...state().evolutions.values()].filter((evolution) => evolution.patternId === patternId).length,
  },
});
