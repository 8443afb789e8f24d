import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  const { patterns, usage } = await home.client();
  for (const category of ['airships', 'airships', 'moorings']) {
    const { pattern } = await patterns.createPattern({
      patternName: `${category} at ${Math.random().toString(36).slice(2)}`,
      category,
      patternData: {},
    });
    for (const success of [true, true, category === 'airships']) {
      await usage.recordUsage({ patternId: pattern?.id ?? '', success });
    }
  }
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const json = async (...line: readonly string[]) => JSON.parse((await home.tmws(...line, '--json')).stdout);

describe('tmws analytics', () => {
  test("prints the rpc's answer [cli.analytics]", async () => {
    const answer = await (await home.client()).insight.getPatternAnalytics({ days: 7 });
    const printed = await json('analytics', '--days', '7');
    expect(printed).toMatchObject({
      total_patterns: 3,
      category_distribution: { airships: 2, moorings: 1 },
      window: { days: 7, applications: 9 },
      overview: {
        total_applications: answer.overview?.totalApplications,
        avg_success_rate: answer.overview?.avgSuccessRate,
        knowledge_base_health: 'excellent',
      },
      recommendations: { knowledge_gaps: answer.recommendations?.knowledgeGaps },
      computed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(printed.daily_usage.map((day: { date: string }) => day.date)).toEqual(
      answer.dailyUsage.map((day) => day.date),
    );
    expect(Object.keys(printed)).toHaveLength(Object.keys(answer).length);
    const { stdout } = await home.tmws('analytics', '--category', 'moorings');
    expect(stdout).toContain('1 pattern, 3 applications, 3.00 a pattern, average success 67 %: needs improvement');
  });
});

describe('tmws report', () => {
  test('tells the same numbers on the terminal and on the page', async () => {
    const { stdout } = await home.tmws('report');
    expect(stdout).toContain('Total patterns: 3\nTotal applications: 9, of which 9 in the last 30 days');
    expect(stdout).toContain('Average success rate: 89 %\nKnowledge base health: excellent');
    const file = path.join(folder.path, 'report.html');
    await home.tmws('report', '--html', file);
    const page = await readFile(file, 'utf8');
    for (const number of ['>3<', '>9<', '>3.00<', '>89 %<', '>excellent<']) expect(page).toContain(number);
  });
});
