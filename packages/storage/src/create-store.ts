import type { Store } from '@tmws/engine';
import { createAnalyticsRepository } from './repositories/analytics-repository.ts';
import { createApiKeyRepository } from './repositories/api-key-repository.ts';
import { createApplicationRepository } from './repositories/application-repository.ts';
import { createAuditLog } from './repositories/audit-log.ts';
import { createChangeFeed } from './repositories/change-feed.ts';
import { createPatternRemoval } from './repositories/delete-pattern.ts';
import { createDemandRepository } from './repositories/demand-repository.ts';
import { createDirectoryRepository } from './repositories/directory-repository.ts';
import { createEvolutionRepository } from './repositories/evolution-repository.ts';
import { createExperienceRepository } from './repositories/experience-repository.ts';
import { createFindingRepository } from './repositories/finding-repository.ts';
import { createIdentityRepository } from './repositories/identity-repository.ts';
import { createOpportunityRepository } from './repositories/opportunity-repository.ts';
import { createOutbox } from './repositories/outbox-repository.ts';
import { createPatternBatch } from './repositories/pattern-batch.ts';
import { createPatternRepository } from './repositories/pattern-repository.ts';
import { createProposalRepository } from './repositories/proposal-repository.ts';
import { createRecommendationRepository } from './repositories/recommendation-repository.ts';
import { createRequestMemory } from './repositories/request-memory.ts';
import { createRevisionRepository } from './repositories/revision-repository.ts';
import { createSkillRepository } from './repositories/skill-repository.ts';
import { createUsageRepository } from './repositories/usage-repository.ts';
import { createVectorCache } from './repositories/vector-cache.ts';
import type { Session } from './session.ts';

/** The repositories over one session. */
export const createStore = (session: Session): Store => ({
  patterns: createPatternRepository(session),
  usages: createUsageRepository(session),
  recommendations: createRecommendationRepository(session),
  skills: createSkillRepository(session),
  identity: createIdentityRepository(session),
  apiKeys: createApiKeyRepository(session),
  directory: createDirectoryRepository(session),
  requests: createRequestMemory(session),
  applications: createApplicationRepository(session),
  demand: createDemandRepository(session),
  experiences: createExperienceRepository(session),
  opportunities: createOpportunityRepository(session),
  outbox: createOutbox(session),
  vectors: createVectorCache(session),
  audit: createAuditLog(session),
  analytics: createAnalyticsRepository(session),
  proposals: createProposalRepository(session),
  evolutions: createEvolutionRepository(session),
  findings: createFindingRepository(session),
  changes: createChangeFeed(session),
  batch: createPatternBatch(session),
  revisions: createRevisionRepository(session),
  removal: createPatternRemoval(session),
});
