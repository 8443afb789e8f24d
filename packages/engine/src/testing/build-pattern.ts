import { type Pattern, unusedRecord } from '@tmws/domain';

const DAY_ONE = new Date('2026-01-01T00:00:00Z');

/**
 * A pattern of agent `ann` in namespace `team-a`, PRIVATE, ACTIVE and never used, with the given fields changed. Its
 * lineage is its own id unless given.
 */
export const buildPattern = (changes: Partial<Pattern> & Pick<Pattern, 'id'>): Pattern => ({
  lineageId: changes.id,
  parentPatternId: undefined,
  patternName: `pattern-${changes.id}`,
  agentId: 'ann',
  namespace: 'team-a',
  category: 'testing',
  subcategory: undefined,
  tags: [],
  accessLevel: 'PRIVATE',
  sharedWithAgents: [],
  status: 'ACTIVE',
  deprecatedReason: undefined,
  replacedBy: undefined,
  patternData: { description: `What pattern ${changes.id} does` },
  version: '1.0.0',
  isHead: true,
  revision: 1,
  learningWeight: 1,
  complexityScore: undefined,
  confidencePrior: 0.5,
  serveAsSkill: false,
  createdAt: DAY_ONE,
  updatedAt: DAY_ONE,
  deletedAt: undefined,
  usage: unusedRecord(DAY_ONE),
  ...changes,
});
