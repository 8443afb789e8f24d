import { expect, test } from 'vitest';
import { unusedRecord } from '../effectiveness/effectiveness.ts';
import { conditionSubject, type Pattern } from './pattern.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

const pattern: Pattern = {
  id: 'p',
  lineageId: 'l',
  parentPatternId: undefined,
  patternName: 'name',
  agentId: 'ann',
  namespace: 'team-a',
  category: 'c',
  subcategory: 's',
  tags: ['t'],
  accessLevel: 'SHARED',
  sharedWithAgents: ['bob'],
  status: 'DEPRECATED',
  deprecatedReason: 'old',
  replacedBy: 'q',
  patternData: { a: 1 },
  version: '1.0.0',
  isHead: true,
  revision: 3,
  learningWeight: 1,
  complexityScore: undefined,
  confidencePrior: 0.5,
  serveAsSkill: false,
  createdAt: NOW,
  updatedAt: NOW,
  deletedAt: undefined,
  usage: unusedRecord(NOW),
};

test('conditions see the fields of a pattern, and whether it is deleted', () => {
  expect(conditionSubject(pattern)).toEqual({
    id: 'p',
    lineageId: 'l',
    patternName: 'name',
    agentId: 'ann',
    namespace: 'team-a',
    category: 'c',
    subcategory: 's',
    tags: ['t'],
    accessLevel: 'SHARED',
    sharedWithAgents: ['bob'],
    status: 'DEPRECATED',
    isHead: true,
    isDeleted: false,
    updatedAt: NOW,
  });
  expect(conditionSubject({ ...pattern, deletedAt: NOW }).isDeleted).toBe(true);
});
