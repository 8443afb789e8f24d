import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpportunityPriority, OpportunityType } from '@tmws/contract';
import { Status } from 'nice-grpc';
import { afterEach, describe, expect, test } from 'vitest';
import { runLine } from '../testing/run-line.ts';
import { HOSTILE_NAME, sampleAnalytics } from '../testing/sample-analytics.ts';
import { refusal, type StandInCore, standInCore } from '../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const OPPORTUNITIES = {
  learningOpportunities: [
    {
      type: OpportunityType.PATTERN_OPPORTUNITY,
      area: HOSTILE_NAME,
      priority: OpportunityPriority.HIGH,
      reason: 'High activity (120 memories) but low pattern coverage (2 patterns)',
      suggestedAction: 'Learn patterns for api_design operations',
    },
  ],
  opportunityCount: 3,
  priorityBreakdown: { high: 1, medium: 2, low: 0 },
};

const serving = async (given: Parameters<typeof standInCore>[0] = {}): Promise<StandInCore> => {
  core = await standInCore({
    getPatternAnalytics: async () => sampleAnalytics(),
    suggestLearningOpportunities: async () => OPPORTUNITIES,
    ...given,
  });
  return core;
};

const run = (...line: readonly string[]) =>
  runLine(line, { environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

const pageOf = async (...flags: readonly string[]): Promise<string> => {
  const file = join(core?.folder ?? '', 'report.html');
  expect((await run('report', '--html', file, ...flags)).stdout).toBe(`The report is in ${file}\n`);
  return readFileSync(file, 'utf8');
};

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const ALONE = new Set(['!doctype', 'meta', 'br', 'line', 'rect']);

/** The tags of a page in order; throws where one is not closed, or a quote is not. */
const tagsOf = (page: string): readonly string[] => {
  const open: string[] = [];
  const tags: string[] = [];
  const body = page.replace(/<style>[^<]*<\/style>/u, '');
  for (const [whole, closing, name = ''] of body.matchAll(
    /<(\/?)([!a-z][a-z0-9]*)(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*\/?>/gu,
  )) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else {
      tags.push(name);
      if (!ALONE.has(name) && !whole.endsWith('/>')) open.push(name);
    }
  }
  expect(open).toEqual([]);
  const signs = body.match(/[<>]/gu) ?? [];
  const closed = body.match(/<[^<>]*>/gu) ?? [];
  expect(signs).toHaveLength(2 * closed.length);
  return tags;
};

describe('tmws report', () => {
  test("prints each part of the specification's Example 4 [cli.report]", async () => {
    await serving();
    const { stdout, exitCode } = await run('report');
    expect(exitCode).toBe(0);
    for (const part of [
      '=== Team Learning Report (last 30 days) ===',
      'Total patterns: 45',
      'Total applications: 1327, of which 88 in the last 30 days',
      'Average success rate: 85 %',
      'Knowledge base health: excellent',
      '--- Category distribution ---',
      '  performance: 15 patterns',
      '--- Top 5 most used patterns ---\n1. retry_with_backoff\n   Applied: 120x | Success: 95 %',
      '--- Recommendations ---\nHigh-value patterns:\n  retry_with_backoff 1.0.0',
      'Patterns to review:\n  flaky_deploy 1.0.0 (1 of 3 outcomes good)',
      'Knowledge gaps: api_design, ',
      '→ Learn patterns for api_design operations',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
  });

  test('answers programs with both answers of the core', async () => {
    await serving();
    const printed = JSON.parse((await run('report', '--json')).stdout);
    expect(printed).toMatchObject({
      file: null,
      analytics: { total_patterns: 45, overview: { knowledge_base_health: 'excellent' } },
      opportunities: { opportunity_count: 3 },
    });
  });

  test('does without opportunities where the core has none to tell of', async () => {
    await serving({
      suggestLearningOpportunities: async (_request, context) => {
        throw refusal(context, Status.UNIMPLEMENTED, { reason: 'NOT_IMPLEMENTED', message: 'Not built.' });
      },
    });
    const note = 'This version of the core does not say what could be learned.';
    expect((await run('report')).stdout).toContain(note);
    expect(JSON.parse((await run('report', '--json')).stdout).opportunities).toBeNull();
    expect(await pageOf()).toContain(note);
  });
});

describe('tmws report --html', () => {
  test('writes one page with the same numbers and nothing from elsewhere [cli.report-html]', async () => {
    await serving();
    const page = await pageOf('--namespace', 'web');
    for (const number of [
      '>45<',
      '>1,327<',
      '>7.27<',
      '>85 %<',
      '>excellent<',
      '>120<',
      '95 %',
      'performance: 15',
      '1 of 3 outcomes good',
    ]) {
      expect(page).toContain(number);
    }
    expect(page).toContain('only namespace web');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).not.toMatch(/\s(?:src|href)\s*=\s*"|url\(|@import|https?:|<script|<link|<iframe/iu);
    expect(tagsOf(page).filter((tag) => tag === 'svg')).toHaveLength(4);
  });

  test('keeps stored text text, whatever it holds', async () => {
    await serving();
    const page = await pageOf('--owner', HOSTILE_NAME);
    expect(new Set(tagsOf(page))).not.toContain('script');
    expect(new Set(tagsOf(page))).not.toContain('img');
    expect(page).toContain('&lt;/title&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
  });

  test('stays readable over years, with days put together', async () => {
    await serving({ getPatternAnalytics: async () => sampleAnalytics(3_650) });
    const page = await pageOf('--days', '3650');
    expect(tagsOf(page).filter((tag) => tag === 'rect').length).toBeLessThan(400);
    expect(page).toContain('2026-01-01');
  });

  test('can tell of nothing', async () => {
    await serving({ getPatternAnalytics: async () => ({}), suggestLearningOpportunities: async () => ({}) });
    tagsOf(await pageOf());
  });

  test('that cannot be written is an error that names the file', async () => {
    const { folder } = await serving();
    mkdirSync(join(folder, 'taken'));
    const { exitCode, stderr, stdout } = await run('report', '--html', join(folder, 'taken'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' });
    expect(stderr).toContain(join(folder, 'taken'));
  });
});
