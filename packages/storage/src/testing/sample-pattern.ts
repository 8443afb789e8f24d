import { randomUUID } from 'node:crypto';
import { type Pattern, unusedRecord } from '@tmws/domain';

/** A valid pattern for tests, with what the test cares about in `over`. */
export const samplePattern = (over: Partial<Pattern> = {}): Pattern => {
  const id = over.id ?? randomUUID();
  const at = over.createdAt ?? new Date('2026-11-01T10:00:00.000Z');
  return {
    id,
    lineageId: id,
    parentPatternId: undefined,
    patternName: `pattern ${id}`,
    agentId: 'alice',
    namespace: 'default',
    category: 'testing',
    subcategory: undefined,
    tags: [],
    accessLevel: 'PRIVATE',
    sharedWithAgents: [],
    status: 'ACTIVE',
    deprecatedReason: undefined,
    replacedBy: undefined,
    patternData: { description: 'How to test a thing', steps: ['one', 'two'] },
    version: '1.0.0',
    isHead: true,
    revision: 1,
    learningWeight: 1,
    complexityScore: undefined,
    confidencePrior: 0.5,
    serveAsSkill: false,
    createdAt: at,
    updatedAt: at,
    deletedAt: undefined,
    usage: unusedRecord(at),
    ...over,
  };
};
