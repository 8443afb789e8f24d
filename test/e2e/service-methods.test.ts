import type { TmwsClient } from '@tmws/client';
import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractRpcs } from '../fuzz/contract-rpcs.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;
let service: TmwsClient;

beforeAll(async () => {
  home = await tmwsHome();
  service = await home.client();
});

afterAll(() => home[Symbol.asyncDispose]());

const METHODS = {
  create_pattern: 'PatternService.CreatePattern',
  get_pattern: 'PatternService.GetPattern',
  'list by agent': 'PatternService.ListPatterns',
  search_patterns: 'PatternService.SearchPatterns',
  use_pattern: 'UsageService.RecordUsage',
  update_pattern: 'PatternService.UpdatePattern',
  delete_pattern: 'PatternService.DeletePattern',
  get_pattern_analytics: 'InsightService.GetPatternAnalytics',
  recommend_patterns: 'InsightService.RecommendPatterns',
  batch_create_patterns: 'PatternService.BatchCreatePatterns',
  'create version': 'VersionService.CreateVersion',
};

const patternData = { description: 'Add a composite index.', steps: ['Find slow queries', 'Create it', 'Verify'] };

describe('the service of the specification', () => {
  test('has an rpc for each of its methods', () => {
    const rpcs = contractRpcs().map((rpc) => `${rpc.parent.name}.${rpc.name}`);
    expect(rpcs).toEqual(expect.arrayContaining(Object.values(METHODS)));
  });

  test('takes its calls parameter by parameter [grpc.core-service]', async () => {
    const me = 'tester';
    const { pattern: created } = await service.patterns.createPattern({
      patternName: 'index_optimization',
      category: 'optimization',
      patternData,
      agentId: me,
      namespace: 'default',
      subcategory: 'database',
      accessLevel: AccessLevel.PRIVATE,
      learningWeight: 2,
      complexityScore: 0.3,
    });
    const patternId = created?.id ?? '';
    expect(created).toMatchObject({ agentId: me, subcategory: 'database', learningWeight: 2, complexityScore: 0.3 });
    const got = await service.patterns.getPattern({ patternId, requestingAgentId: me });
    expect(got.pattern?.patternData).toEqual(patternData);
    const listed = await service.patterns.listPatterns({ owner: me });
    expect(listed.patterns.map(({ id }) => id)).toEqual([patternId]);
    const used = await service.usage.recordUsage({
      patternId,
      usingAgentId: me,
      executionTime: 1.5,
      success: true,
      contextData: { table: 'posts' },
    });
    expect(used.pattern).toMatchObject({ usageCount: 1, successRate: 1, avgExecutionTime: 1.5 });
    const found = await service.patterns.searchPatterns({
      queryText: 'composite index',
      category: 'optimization',
      subcategory: 'database',
      namespace: 'default',
      accessLevels: [AccessLevel.PRIVATE],
      requestingAgentId: me,
      minSuccessRate: 0.9,
      minUsageCount: 1,
      pageSize: 50,
    });
    expect(found.hits.map(({ pattern }) => pattern?.id)).toEqual([patternId]);
    const updated = await service.patterns.updatePattern({
      patternId,
      updatingAgentId: me,
      patternData: { description: 'Add a covering index.' },
      learningWeight: 3,
      complexityScore: 0.5,
      accessLevel: AccessLevel.SHARED,
      sharedWithAgents: ['ann'],
    });
    expect(updated.pattern).toMatchObject({ learningWeight: 3, complexityScore: 0.5, sharedWithAgents: ['ann'] });
    const { pattern: next } = await service.versions.createVersion({ patternId, newVersion: '1.1.0', patternData });
    expect(next).toMatchObject({ version: '1.1.0', parentPatternId: patternId });
    const patterns = ['sql_injection', 'xss'].map((patternName) => ({
      patternName,
      category: 'security',
      patternData,
    }));
    const batch = await service.patterns.batchCreatePatterns({ patterns, agentId: me });
    expect(batch.results.map(({ result }) => result)).toMatchObject([
      { $case: 'pattern', value: { patternName: 'sql_injection' } },
      { $case: 'pattern', value: { patternName: 'xss' } },
    ]);
    const { overview } = await service.insight.getPatternAnalytics({ agentId: me, namespace: 'default' });
    expect(overview?.totalPatterns).toBeGreaterThanOrEqual(3);
    const { recommendations } = await service.insight.recommendPatterns({
      agentId: me,
      category: 'optimization',
      contextData: { task: 'composite index' },
      pageSize: 10,
    });
    expect(recommendations[0]?.pattern?.patternName).toBe('index_optimization');
    await service.patterns.deletePattern({ patternId: next?.id ?? '', deletingAgentId: me });
    await expect(service.patterns.getPattern({ patternId: next?.id ?? '' })).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
    });
  });
});

test('what is unset is told apart from zero and from empty [grpc.presence]', async () => {
  const created = async (patternName: string, more: object) => {
    const { pattern } = await service.patterns.createPattern({ patternName, category: 'zero', patternData, ...more });
    return pattern;
  };
  const unset = await created('unset', {});
  const zero = await created('zero', { complexityScore: 0, learningWeight: 0, subcategory: 'sub' });
  expect([unset?.complexityScore, unset?.subcategory, unset?.parentPatternId]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([unset?.learningWeight, zero?.learningWeight, zero?.complexityScore]).toEqual([1, 0, 0]);
  const patternId = zero?.id ?? '';
  const use = (more: object) => service.usage.recordUsage({ patternId, ...more });
  expect((await use({})).usage?.success).toBeUndefined();
  expect((await use({ success: false, executionTime: 0 })).usage).toMatchObject({ success: false, executionTime: 0 });
  const { pattern: counted } = await service.patterns.getPattern({ patternId });
  expect(counted).toMatchObject({ usageCount: 2, successRate: 0, avgExecutionTime: 0 });
  const kept = await service.patterns.updatePattern({ patternId, tags: ['a'] });
  expect(kept.pattern).toMatchObject({ complexityScore: 0, learningWeight: 0, subcategory: 'sub' });
  const zeroed = await service.patterns.updatePattern({ patternId: unset?.id ?? '', complexityScore: 0 });
  expect(zeroed.pattern).toMatchObject({ complexityScore: 0, learningWeight: 1 });
  const cleared = await service.patterns.updatePattern({ patternId, updateMask: ['complexity_score', 'subcategory'] });
  expect([cleared.pattern?.complexityScore, cleared.pattern?.subcategory]).toEqual([undefined, undefined]);
  const { pattern: child } = await service.versions.createVersion({ patternId, newVersion: '2.0.0', patternData });
  expect(child?.parentPatternId).toBe(patternId);
});
