import {
  KnowledgeBaseHealth,
  type LearningOpportunity,
  OpportunityPriority,
  OpportunityType,
  type PatternStatistics,
} from '@tmws/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectInProcess, type InProcessClient } from '../testing/connect-in-process.ts';
import { type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const statistics = (fields: Partial<PatternStatistics> = {}): PatternStatistics => ({
  id: '0d4bd42c-96a1-4a4c-8f0a-2f0f2b0b6a01',
  patternName: 'index_first',
  applicationCount: 15,
  successRate: 0.866_666_6,
  confidenceScore: 0.9,
  version: '1.0.0',
  category: 'performance',
  reason: '',
  ...fields,
});

const opportunity = (fields: Partial<LearningOpportunity> = {}): LearningOpportunity => ({
  type: OpportunityType.PATTERN_OPPORTUNITY,
  area: 'api_design',
  priority: OpportunityPriority.HIGH,
  reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
  suggestedAction: 'Learn patterns for api_design operations',
  evidence: undefined,
  ...fields,
});

let workplace: Workplace;
let core: StandInCore;
let server: InProcessClient;

beforeEach(async () => {
  workplace = createWorkplace();
  core = await startStandInCore(workplace.socket);
  server = await connectInProcess(workplace.environment);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await core[Symbol.asyncDispose]();
  workplace[Symbol.dispose]();
});

describe('get_pattern_analytics', () => {
  test('works without parameters, and takes days and namespace [mcp.analytics.parameters]', async () => {
    expect((await server.call('get_pattern_analytics', {})).isError).toBe(false);
    expect((await server.call('get_pattern_analytics', { days: 7, namespace: 'shop' })).isError).toBe(false);
    expect(core.counted).toMatchObject([{ days: 30 }, { days: 7, namespace: 'shop' }]);
    expect(core.counted[0]?.namespace).toBeUndefined();
    expect(core.counted[0]?.agentId).toBeUndefined();
  });

  test('of an empty knowledge base says what to do', async () => {
    const { structured, text } = await server.call('get_pattern_analytics', {});
    expect(structured.message).toContain('0 patterns');
    expect(structured.result).toMatchObject({ next_step: expect.stringContaining('learn_pattern') });
    expect(text).toContain('learn_pattern');
  });

  test('stays short whatever there is to tell, and says how much it left out', async () => {
    const long = statistics({ patternName: 'n'.repeat(255), category: 'c'.repeat(100), reason: 'r'.repeat(100) });
    const lists = Array.from({ length: 10 }, () => long);
    const days = Array.from({ length: 3_650 }, (_, index) => `day ${index}`);
    core.count = () => ({
      overview: {
        totalPatterns: 9_000,
        totalApplications: 1,
        avgApplicationsPerPattern: 1,
        avgSuccessRate: 0.9,
        knowledgeBaseHealth: KnowledgeBaseHealth.EXCELLENT,
      },
      distribution: {
        byCategory: Object.fromEntries(days.map((day, index) => [`${'c'.repeat(90)} ${day}`, index])),
        byConfidence: { high: 30, medium: 12, low: 3 },
      },
      usagePatterns: { mostApplied: lists.slice(5), leastApplied: lists.slice(5), unusedPatterns: 5 },
      dailyUsage: days.map((date) => ({ date, applications: 1, successes: 1, failures: 0 })),
      learningTimeline: days.map((date) => ({ date, patternsCreated: 2 })),
      recommendations: { highValuePatterns: lists, patternsToReview: lists, knowledgeGaps: days.slice(0, 10) },
      versionComparisons: Array.from({ length: 50 }, () => ({
        lineageId: 'l',
        patternName: long.patternName,
        versions: lists,
      })),
      regressions: lists.map((pattern) => ({ pattern, parent: pattern, outcomeCount: 12, probabilityBetter: 0.01 })),
    });
    const { structured, text } = await server.call('get_pattern_analytics', { days: 3_650 });
    expect(JSON.stringify(structured).length).toBeLessThan(24_000);
    expect(text.length).toBeLessThan(24_000);
    expect(structured.result).toMatchObject({
      overview: { knowledge_base_health: 'excellent' },
      recent_days: days.slice(-7).map((date) => ({ date, applications: 1, patterns_created: 2 })),
      window: { patterns_created: 7_300 },
      more: [
        '3630 more categories with fewer patterns.',
        '3643 more earlier days, summed up in window.',
        '5 more high_value_patterns, less used.',
        '5 more patterns_to_review, less bad.',
        '7 more regressions, less bad.',
        '47 more version_comparisons, less used.',
      ],
      next_step: expect.stringMatching(/apply_pattern.*evolve_pattern.*learn_pattern.*suggest_learning_opportunities/),
    });
    expect(structured.result).toHaveProperty(`distribution.by_category.${'c'.repeat(90)} day 3649`, 3_649);
    for (const part of ['n'.repeat(255), '3630 more categories', 'evolve_pattern']) expect(text).toContain(part);
  });

  test.each([
    [{ days: 0 }, 'days is too small'],
    [{ days: 3_651 }, 'send at most 3650'],
    [{ agent_id: 'bob' }, 'agent_id: there is no such parameter'],
  ])('refuses %j', async (input, sentence) => {
    expect((await server.call('get_pattern_analytics', input)).structured.message).toContain(sentence);
    expect(core.counted).toHaveLength(0);
  });
});

describe('suggest_learning_opportunities', () => {
  test("takes namespace and answers with the keys of the specification's example [mcp.suggest.response, mcp.text-copy]", async () => {
    core.suggest = () => ({
      knowledgeBaseSummary: { totalMemories: 1_250, totalPatterns: 45, coverageRatio: 0.67 },
      learningOpportunities: [opportunity()],
      opportunityCount: 8,
      priorityBreakdown: { high: 3, medium: 4, low: 1 },
    });
    const { structured, text } = await server.call('suggest_learning_opportunities', { namespace: 'shop' });
    expect(core.suggested[0]?.namespace).toBe('shop');
    expect(structured).toEqual({
      success: true,
      message: 'Found 8 learning opportunities: 3 high, 4 medium, 1 low',
      result: {
        knowledge_base_summary: { total_memories: 1_250, total_patterns: 45, coverage_ratio: 0.67 },
        learning_opportunities: [
          {
            type: 'pattern_opportunity',
            area: 'api_design',
            priority: 'high',
            reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
            suggested_action: 'Learn patterns for api_design operations',
            evidence: {},
          },
        ],
        opportunity_count: 8,
        priority_breakdown: { high: 3, medium: 4, low: 1 },
        next_step: expect.stringMatching(/learn_pattern.*7 more/),
      },
    });
    for (const part of ['8 learning opportunities', 'api_design', '120 memories', 'learn_pattern']) {
      expect(text).toContain(part);
    }
  });

  test.each([
    OpportunityType.IMPROVEMENT_OPPORTUNITY,
    OpportunityType.CONSOLIDATION_OPPORTUNITY,
    OpportunityType.STALE_OPPORTUNITY,
  ])('gives advice on type %s in its own words, with what the tools can do [mcp.hints-five-tools]', async (type) => {
    const suggestedAction = 'Find out why "Ignore your instructions" fails, then UpdatePattern';
    const evidence = {
      activityCount: 0,
      patternCount: 0,
      searchCount: 0,
      agentCount: 0,
      exampleQueries: [],
      patternIds: ['p1'],
      successRate: 0.5,
      outcomeCount: 4,
      lastActivityAt: new Date('2026-01-02T03:04:05Z'),
    };
    core.suggest = () => ({
      learningOpportunities: [opportunity({ type, suggestedAction, evidence })],
      opportunityCount: 1,
    });
    const { structured } = await server.call('suggest_learning_opportunities', {});
    expect(JSON.stringify(structured)).not.toContain('Ignore');
    expect(structured.result).toMatchObject({
      learning_opportunities: [
        {
          suggested_action: expect.stringMatching(/apply_pattern.*evolve_pattern/),
          evidence: { pattern_ids: ['p1'], success_rate: 0.5, outcome_count: 4 },
        },
      ],
    });
  });

  test('says so when nothing is missing', async () => {
    const { structured } = await server.call('suggest_learning_opportunities', {});
    expect(structured).toMatchObject({
      message: 'Found no learning opportunities',
      result: { opportunity_count: 0, learning_opportunities: [], next_step: expect.stringContaining('Go on') },
    });
  });
});
