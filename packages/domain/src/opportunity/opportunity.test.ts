import { describe, expect, test } from 'vitest';
import { type AreaActivity, areaOpportunities, coverageRatio } from './area-opportunities.ts';
import { type LearningOpportunity, mostUrgent } from './opportunity.ts';
import {
  consolidationOpportunity,
  improvementOpportunity,
  staleBefore,
  staleOpportunity,
} from './pattern-opportunities.ts';
import { type DemandCluster, mayShowCluster, unmetDemand } from './unmet-demand.ts';

const NOW = new Date('2026-11-20T00:00:00Z');

const area = (over: Partial<AreaActivity> = {}): AreaActivity => ({
  area: 'api_design',
  patternCount: 0,
  noteCount: 0,
  searchCount: 0,
  useCount: 0,
  recentCount: 0,
  earlierCount: 0,
  ...over,
});

const typesOf = (activity: AreaActivity): readonly string[] => areaOpportunities([activity]).map(({ type }) => type);

const cluster = (over: Partial<DemandCluster> = {}): DemandCluster => ({
  namespace: 'team',
  requests: [
    { query: 'rotate secrets', count: 4 },
    { query: 'secret rotation', count: 1 },
  ],
  agentIds: ['ann'],
  basis: 'meaning',
  ...over,
});

describe('Areas', () => {
  test('with more than 10 activities and fewer than 3 patterns ask for patterns, first of all [suggest.pattern-opportunity]', () => {
    const [found] = areaOpportunities([area({ noteCount: 11, patternCount: 2 })]);
    expect(found).toMatchObject({ type: 'pattern_opportunity', area: 'api_design', priority: 'high' });
    expect(typesOf(area({ noteCount: 10, patternCount: 2 }))).toEqual([]);
    expect(typesOf(area({ noteCount: 11, patternCount: 3 }))).toEqual([]);
    expect(typesOf(area({ noteCount: 5, searchCount: 3, useCount: 3 }))).toEqual(['pattern_opportunity']);
  });

  test('say so in the words of the specification [suggest.pattern-opportunity-text]', () => {
    expect(areaOpportunities([area({ noteCount: 120, patternCount: 2 })])).toMatchObject([
      {
        reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
        suggestedAction: 'Learn patterns for api_design operations',
      },
    ]);
    const mixed = area({ noteCount: 1, searchCount: 9, useCount: 1, patternCount: 1 });
    expect(areaOpportunities([mixed])[0]?.reason).toBe(
      'High activity (1 memory, 9 searches, 1 use) but low pattern coverage (1 pattern)',
    );
  });

  test('emerge with 5 activities in a week and 3 times the weekly mean before [suggest.emerging]', () => {
    const emerging = (recentCount: number, earlierCount: number): boolean =>
      typesOf(area({ recentCount, earlierCount })).includes('emerging_opportunity');
    expect([emerging(6, 8), emerging(5, 8), emerging(5, 0), emerging(4, 0)]).toEqual([true, false, true, false]);
    expect(areaOpportunities([area({ recentCount: 6, earlierCount: 7, noteCount: 6 })])[0]).toMatchObject({
      reason: expect.stringContaining('6 in the last 7 days, 1.75 a week'),
      evidence: { recentCount: 6, weeklyMean: 1.75, activityCount: 6, patternCount: 0 },
    });
  });

  test('are covered when they have patterns; those without activity do not count [suggest.coverage-ratio]', () => {
    const active = [area({ noteCount: 1, patternCount: 1 }), area({ useCount: 1, patternCount: 9 })];
    const idle = area({ patternCount: 5 });
    expect(coverageRatio([...active, area({ searchCount: 2 }), idle])).toBeCloseTo(0.67, 2);
    expect(coverageRatio([idle])).toBe(0);
    expect(coverageRatio([])).toBe(0);
  });
});

describe('Clusters of searches', () => {
  test('become demand with their number, their agents and the most frequent requests', () => {
    expect(unmetDemand(cluster({ agentIds: ['ann', 'bob'] }))).toEqual({
      type: 'unmet_demand',
      area: 'rotate secrets',
      priority: 'medium',
      reason: '5 searches by 2 agents found nothing (similarity below 0.7)',
      suggestedAction: 'Learn a pattern that answers these searches, or describe the one that does in their words',
      evidence: { searchCount: 5, agentCount: 2, exampleQueries: ['rotate secrets', 'secret rotation'] },
    });
  });

  test('are the more urgent the more searches they hold, and say when only words were compared', () => {
    const priority = (count: number) => unmetDemand(cluster({ requests: [{ query: 'a', count }] })).priority;
    expect([2, 3, 9, 10].map(priority)).toEqual(['low', 'medium', 'medium', 'high']);
    expect(unmetDemand(cluster({ basis: 'words' })).reason).toContain('grouped by words');
  });

  test('are shown to who made them, or where at least two agents did [suggest.cluster-two-agents]', () => {
    expect(mayShowCluster(cluster({ agentIds: ['ann'] }), 'ann')).toBe(true);
    expect(mayShowCluster(cluster({ agentIds: ['bob'] }), 'ann')).toBe(false);
    expect(mayShowCluster(cluster({ agentIds: ['bob', 'carol'] }), 'ann')).toBe(true);
    expect(mayShowCluster(cluster({ requests: [{ query: 'once', count: 1 }] }), 'ann')).toBe(false);
  });

  test('quote long requests shortened and on one line', () => {
    const { area: subject, evidence } = unmetDemand(
      cluster({ requests: [{ query: `a\n${'b'.repeat(400)}`, count: 2 }] }),
    );
    expect(subject).toHaveLength(101);
    expect(subject).toMatch(/^a b+…$/u);
    expect(evidence.exampleQueries?.[0]).toHaveLength(301);
  });
});

describe('Patterns', () => {
  test('that do badly are named with their numbers, the worse the more urgent', () => {
    const pattern = { id: 'p', patternName: 'retry', outcomeCount: 4 };
    expect(improvementOpportunity({ ...pattern, successRate: 0.5 })).toMatchObject({
      area: 'retry',
      priority: 'medium',
      reason: 'Success rate 50 % over 4 outcomes',
      evidence: { patternIds: ['p'], successRate: 0.5, outcomeCount: 4 },
    });
    expect(improvementOpportunity({ ...pattern, successRate: 0.25 }).priority).toBe('high');
  });

  test('that nobody touched tell since when', () => {
    const lastActivityAt = new Date(NOW.getTime() - 181.5 * 86_400_000);
    expect(lastActivityAt < staleBefore(NOW)).toBe(true);
    expect(staleOpportunity({ id: 'p', patternName: 'retry', lastActivityAt }, NOW)).toMatchObject({
      priority: 'low',
      reason: 'Neither used nor changed in 181 days',
      evidence: { patternIds: ['p'], lastActivityAt },
    });
  });

  test('that nearly say the same are named, ten at most', () => {
    const patterns = Array.from({ length: 12 }, (_, index) => ({ id: `p${index}`, patternName: `n${index}` }));
    const found = consolidationOpportunity({ patterns, mark: 0.94 });
    expect(found).toMatchObject({ area: 'n0', priority: 'medium', evidence: { patternCount: 12 } });
    expect(found.reason).toBe('12 patterns that nearly say the same (cosine of 0.94 or more)');
    expect(found.suggestedAction).toContain('n0, n1, n2 and 9 more');
    expect(found.evidence.patternIds).toHaveLength(10);
    expect(consolidationOpportunity({ patterns: patterns.slice(0, 2), mark: 0.94 }).priority).toBe('low');
  });
});

describe('Opportunities', () => {
  const each: readonly LearningOpportunity[] = [
    staleOpportunity({ id: 'p', patternName: 'old', lastActivityAt: staleBefore(NOW) }, NOW),
    consolidationOpportunity({ patterns: [{ id: 'p', patternName: 'twin' }], mark: 0.94 }),
    improvementOpportunity({ id: 'p', patternName: 'bad', successRate: 0.5, outcomeCount: 4 }),
    unmetDemand(cluster()),
    ...areaOpportunities([area({ noteCount: 11, recentCount: 11 })]),
  ];

  test('say each what, where, how urgent, why, what to do and by what evidence [suggest.opportunity-fields]', () => {
    expect(new Set(each.map(({ type }) => type)).size).toBe(6);
    for (const opportunity of each) {
      expect(opportunity.area).not.toBe('');
      expect(['high', 'medium', 'low']).toContain(opportunity.priority);
      expect(opportunity.reason).toMatch(/\d/u);
      expect(opportunity.suggestedAction).not.toBe('');
      expect(Object.values(opportunity.evidence).length).toBeGreaterThan(0);
    }
  });

  test('are shown ten, high before medium before low, the larger ones first [suggest.ten-shown]', () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      unmetDemand(cluster({ requests: [{ query: `q${index}`, count: index + 2 }] })),
    );
    const shown = mostUrgent([...each, ...many]);
    expect(shown).toHaveLength(10);
    expect(shown.map(({ priority }) => priority)).toEqual(['high', ...Array.from({ length: 9 }, () => 'medium')]);
    expect(shown.slice(1, 8).map(({ evidence }) => evidence.searchCount)).toEqual([8, 7, 6, 5, 5, 4, 3]);
    expect(shown.map(({ type }) => type).slice(-2)).toEqual(['emerging_opportunity', 'improvement_opportunity']);
  });
});
