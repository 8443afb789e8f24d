import { OpportunityPriority, OpportunityType } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from '../testing/run-line.ts';
import { type StandInCore, standInCore } from '../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const ANSWER = {
  knowledgeBaseSummary: { totalMemories: 1, totalPatterns: 45, coverageRatio: 0.671 },
  learningOpportunities: [
    {
      type: OpportunityType.PATTERN_OPPORTUNITY,
      area: 'api_design\u001b[31m',
      priority: OpportunityPriority.HIGH,
      reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
      suggestedAction: 'Learn patterns for api_design operations',
      evidence: { activityCount: 120, patternCount: 2, exampleQueries: ['how to\npage'], patternIds: ['p-1'] },
    },
  ],
  opportunityCount: 8,
  priorityBreakdown: { high: 3, medium: 4, low: 1 },
};

describe('tmws opportunities and suggest_learning_opportunities', () => {
  test("print the rpc's answer as JSON, the tool in its envelope", async () => {
    const asked: unknown[] = [];
    await serving({
      suggestLearningOpportunities: async (request) => {
        asked.push(request.namespace);
        return ANSWER;
      },
    });
    const printed = JSON.parse((await run(['opportunities', '--namespace', 'web', '--json'])).stdout);
    expect(printed).toEqual({
      knowledge_base_summary: { total_memories: 1, total_patterns: 45, coverage_ratio: 0.671 },
      learning_opportunities: [
        {
          type: 'pattern_opportunity',
          area: 'api_design\u001b[31m',
          priority: 'high',
          reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
          suggested_action: 'Learn patterns for api_design operations',
          evidence: {
            activity_count: 120,
            pattern_count: 2,
            search_count: 0,
            agent_count: 0,
            example_queries: ['how to\npage'],
            pattern_ids: ['p-1'],
            success_rate: null,
            outcome_count: null,
            recent_count: null,
            weekly_mean: null,
            last_activity_at: null,
          },
        },
      ],
      opportunity_count: 8,
      priority_breakdown: { high: 3, medium: 4, low: 1 },
    });
    const tool = JSON.parse((await run(['suggest_learning_opportunities', '--json'])).stdout);
    expect(tool).toEqual({ success: true, result: printed, message: 'Found 8 learning opportunities' });
    expect(asked).toEqual(['web', undefined]);
  });

  test('print for people why and what to do, and let no stored text act on the terminal', async () => {
    await serving({ suggestLearningOpportunities: async () => ANSWER });
    const { stdout } = await run(['opportunities']);
    expect(stdout.split('\n')).toEqual([
      '1 memory, 45 patterns, patterns in 0.67 of the areas with activity',
      '8 opportunities: 3 high, 4 medium, 1 low',
      '',
      '1. api_design\\u{1b}[31m  high  pattern opportunity',
      '   High activity (120 memories) but low pattern coverage (2 patterns)',
      '   → Learn patterns for api_design operations',
      '   | how to page',
      '   id: p-1',
      '',
      '7 less urgent ones are not shown.',
      '',
    ]);
  });

  test('say what to do where there is nothing', async () => {
    await serving();
    expect((await run(['opportunities'])).stdout).toContain('tmws experience record');
  });
});

describe('tmws experience record', () => {
  test('records the words of the line', async () => {
    const asked: unknown[] = [];
    await serving({
      recordExperience: async ({ area, content, tags }) => {
        asked.push({ area, content, tags });
        return { experience: { id: 'e-1', area, content, tags, namespace: 'default' } };
      },
    });
    const line = ['experience', 'record', '--area', 'api_design', '--tag', 'paging', '--tag', 'load'];
    const { stdout, exitCode } = await run([...line, 'Tokens', 'held']);
    expect({ stdout, exitCode }).toEqual({ stdout: 'Noted in api_design (default)\nid: e-1\n', exitCode: 0 });
    const printed = await run([...line, 'two\nlines', '--json']);
    expect(JSON.parse(printed.stdout)).toMatchObject({ experience: { id: 'e-1', content: 'two\nlines' } });
    const common = { area: 'api_design', tags: ['paging', 'load'] };
    expect(asked).toEqual([
      { ...common, content: 'Tokens held' },
      { ...common, content: 'two\nlines' },
    ]);
    expect((await run(['experience', 'record', 'no area'])).exitCode).toBe(2);
  });
});

describe('tmws get_pattern_analytics', () => {
  test('answers in the envelope of the tools', async () => {
    await serving({
      getPatternAnalytics: async ({ days, namespace }) => ({
        window: { days: days ?? 30, applications: 2, avgSuccessRate: 1 },
        overview: { totalPatterns: 45, totalApplications: 1, avgSuccessRate: 0.853, knowledgeBaseHealth: 1 },
        topPatterns: [{ id: 'p', patternName: 'retry', applicationCount: 1, successRate: 1 }],
        recommendations: { knowledgeGaps: [namespace ?? 'none'] },
      }),
    });
    const message = '45 patterns, 1 application, average success 0.85: excellent';
    const { stdout } = await run(['get_pattern_analytics', '--days', '7', '--namespace', 'web', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      result: { window: { days: 7 }, overview: { total_patterns: 45, knowledge_base_health: 'excellent' } },
      message,
    });
    expect((await run(['get_pattern_analytics'])).stdout).toContain('excellent');
  });
});
