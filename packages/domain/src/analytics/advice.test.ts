import { describe, expect, test } from 'vitest';
import { everyDay, lastDays, windowOf } from './daily-series.ts';
import { knowledgeGaps } from './knowledge-gaps.ts';
import { patternsToReview } from './patterns-to-review.ts';
import type { RatedPattern } from './rated-pattern.ts';
import type { CategoryTotals } from './summarize.ts';
import { utcDayOf, utcDayStart, utcDayText } from './utc-day.ts';
import { compareLineages, findRegressions } from './version-findings.ts';

const pattern = (id: string, changes: Partial<RatedPattern> = {}): RatedPattern => ({
  id,
  lineageId: 'lineage',
  patternName: `name ${id}`,
  version: '1.0.0',
  category: 'testing',
  confidencePrior: 0.5,
  usageCount: (changes.successCount ?? 0) + (changes.failureCount ?? 0),
  successCount: 0,
  failureCount: 0,
  ...changes,
});

const area = (category: string, patterns: number, applications: number): CategoryTotals => ({
  category,
  patterns,
  applications,
  unused: 0,
  highConfidence: 0,
  mediumConfidence: 0,
  lowConfidence: patterns,
  rated: 0,
  rateSum: 0,
  rateSquareSum: 0,
  leastRate: 1,
  greatestRate: 0,
});

describe('knowledge gaps', () => {
  test('are areas with activity and fewer than three patterns, the busiest first [analytics.knowledge-gaps]', () => {
    const areas = [area('two', 2, 5), area('three', 3, 90), area('quiet', 1, 0), area('one', 1, 6)];
    const notes = new Map([
      ['two', 3],
      ['three', 4],
      ['unknown', 7],
    ]);
    expect(knowledgeGaps(areas, notes)).toEqual(['two', 'unknown', 'one']);
    expect(knowledgeGaps([], new Map())).toEqual([]);
  });

  test('are ten at most', () => {
    const areas = Array.from({ length: 12 }, (_, index) => area(`area-${index}`, 1, index + 1));
    expect(knowledgeGaps(areas, new Map())).toHaveLength(10);
    expect(knowledgeGaps(areas, new Map())[0]).toBe('area-11');
  });
});

describe('patterns to review', () => {
  const now = new Date('2026-07-01T12:00:00Z');
  const before = new Date('2026-01-01T00:00:00Z');

  test('name each pattern once with its reasons in numbers, failing ones first', () => {
    const failing = pattern('a', { successCount: 1, failureCount: 2 });
    const review = patternsToReview(
      [failing],
      [
        { ...pattern('b'), lastActivityAt: before },
        { ...failing, lastActivityAt: before },
      ],
      now,
    );
    expect(review.map(({ id, reason }) => [id, reason])).toEqual([
      ['a', '1 of 3 outcomes good; neither used nor changed for 181 days'],
      ['b', 'neither used nor changed for 181 days'],
    ]);
  });

  test('are ten at most', () => {
    const failing = Array.from({ length: 8 }, (_, index) => pattern(`f${index}`));
    const forgotten = Array.from({ length: 8 }, (_, index) => ({ ...pattern(`g${index}`), lastActivityAt: before }));
    expect(patternsToReview(failing, forgotten, now)).toHaveLength(10);
  });
});

describe('a series', () => {
  test('has an entry for every day of the span, oldest first', () => {
    const today = utcDayOf(new Date('2026-03-01T23:59:59.999Z'));
    const span = lastDays(today, 3);
    const use = { day: today - 1, applications: 2, successes: 1, failures: 0 };
    const series = everyDay(span, [use], (day) => ({ day, applications: 0, successes: 0, failures: 0 }));
    expect(series.map((entry) => [utcDayText(entry.day), entry.applications])).toEqual([
      ['2026-02-27', 0],
      ['2026-02-28', 2],
      ['2026-03-01', 0],
    ]);
    expect(utcDayStart(today)).toEqual(new Date('2026-03-01T00:00:00Z'));
  });

  test('in one block counts known outcomes alone in its success', () => {
    const series = [
      { day: 1, applications: 3, successes: 1, failures: 1 },
      { day: 2, applications: 2, successes: 1, failures: 0 },
    ];
    expect(windowOf(series)).toEqual({ days: 2, applications: 5, averageSuccess: 2 / 3 });
    expect(windowOf([])).toEqual({ days: 0, applications: 0, averageSuccess: 0 });
  });
});

describe('versions', () => {
  test('stand side by side where a lineage has several, lowest first, the most used lineage first', () => {
    const old = pattern('a', { successCount: 39, failureCount: 11 });
    const recent = pattern('b', { version: '2.0.0', successCount: 19, failureCount: 1 });
    const older = pattern('c', { lineageId: 'used', version: '1.10.0', successCount: 60 });
    const oldest = pattern('d', { lineageId: 'used', version: '1.9.0', successCount: 60 });
    const alone = pattern('e', { lineageId: 'alone', successCount: 900 });
    const comparisons = compareLineages([recent, old, older, oldest, alone]);
    expect(comparisons.map(({ lineageId, versions }) => [lineageId, versions.map((entry) => entry.version)])).toEqual([
      ['used', ['1.9.0', '1.10.0']],
      ['lineage', ['1.0.0', '2.0.0']],
    ]);
    expect(comparisons[1]?.versions.map((entry) => entry.successRate)).toEqual([0.78, 0.95]);
  });

  test('that do worse than their parents are found, the worst first', () => {
    const parent = pattern('parent', { successCount: 18, failureCount: 2 });
    const bad = pattern('bad', { version: '2.0.0', successCount: 3, failureCount: 7 });
    const worse = pattern('worse', { version: '2.1.0', successCount: 0, failureCount: 10 });
    const young = pattern('young', { version: '3.0.0', successCount: 0, failureCount: 9 });
    const good = pattern('good', { version: '3.1.0', successCount: 10, failureCount: 0 });
    const found = findRegressions([bad, worse, young, good].map((version) => ({ version, parent })));
    expect(found.map((regression) => [regression.pattern.id, regression.outcomeCount])).toEqual([
      ['worse', 10],
      ['bad', 10],
    ]);
    expect(found.every((regression) => regression.probabilityBetter < 0.1)).toBe(true);
  });
});
