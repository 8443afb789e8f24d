import { ListUsageResponse, RecommendPatternsResponse, RecordUsageResponse } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { messageJson } from '../../output/message-json.ts';
import { type RunOptions, runLine } from '../../testing/run-line.ts';
import { type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

const ID = '00000001-0000-7000-8000-000000000000';
const USE = '00000002-0000-7000-8000-000000000000';
const USED_AT = new Date('2026-03-04T05:06:07.890Z');

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<void> => {
  core = await standInCore(...given);
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1', ...options.environment } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const pattern = {
  id: ID,
  patternName: 'retry',
  version: '1.0.0',
  usageCount: 3,
  successCount: 1,
  failureCount: 1,
  successRate: 0.5,
};
const usage = {
  id: USE,
  patternId: ID,
  agentId: 'ann',
  success: true,
  executionTime: 0.25,
  usedAt: USED_AT,
  contextData: { task: 'x' },
};

describe('tmws usage', () => {
  test('record sends what was said, and tells the new counters [cli.usage-verbs]', async () => {
    const asked: unknown[] = [];
    await serving({
      recordUsage: async (request) => {
        asked.push(request);
        return { usage, pattern };
      },
    });
    const line = ['usage', 'record', ID, '--success', '--time', '0.25', '--context', '{"task":"x"}'];
    const { stdout, exitCode } = await run(line);
    expect(exitCode).toBe(0);
    expect(asked).toMatchObject([{ patternId: ID, success: true, executionTime: 0.25, contextData: { task: 'x' } }]);
    expect(stdout).toContain('retry 1.0.0: success; 3 uses, 0.50 of 2 outcomes a success');
    expect(stdout).toContain(USE);
    await run(['usage', 'record', ID, '--failure']);
    await run(['usage', 'record', ID]);
    expect(asked.slice(1)).toMatchObject([{ success: false }, { success: undefined }]);
    const json = await run(['usage', 'record', ID, '--json']);
    const expected = messageJson(RecordUsageResponse, RecordUsageResponse.fromPartial({ usage, pattern }));
    expect(JSON.parse(json.stdout)).toEqual(expected);
  });

  test('record of both outcomes, of no JSON, and an outcome that is missing are wrong usage', async () => {
    await serving();
    for (const line of [
      ['record', ID, '--success', '--failure'],
      ['outcome', USE],
      ['list', ID, '--since', 'yesterday'],
    ]) {
      expect((await run(['usage', ...line])).exitCode).toBe(2);
    }
    expect((await run(['usage', 'record', ID, '--context', '[1]'])).exitCode).not.toBe(0);
  });

  test('outcome adds it to a use', async () => {
    const asked: unknown[] = [];
    await serving({
      setUsageOutcome: async (request) => {
        asked.push(request);
        return { usage: { ...usage, success: false }, pattern };
      },
    });
    const { stdout } = await run(['usage', 'outcome', USE, '--failure', '--time', '2']);
    expect(asked).toMatchObject([{ usageId: USE, success: false, executionTime: 2 }]);
    expect(stdout).toContain('failure');
  });

  test('list shows each use with its outcome, and how to go on [cli.usage-verbs]', async () => {
    const asked: unknown[] = [];
    const answer = {
      usages: [usage, { ...usage, success: undefined, executionTime: undefined }],
      nextPageToken: 'more',
    };
    await serving({
      listUsage: async (request) => {
        asked.push(request);
        return answer;
      },
    });
    const line = ['usage', 'list', ID, '--open', '--used-by', 'ann', '--since', '2026-01-31', '--limit', '2'];
    const { stdout, stderr } = await run(line);
    expect(asked).toMatchObject([
      { patternId: ID, agentId: 'ann', withoutOutcome: true, pageSize: 2, since: new Date('2026-01-31') },
    ]);
    expect(stdout).toMatch(/2026-03-04 05:06:07Z +ann +success +0\.25 +\{"task":"x"\}/);
    expect(stdout).toMatch(/ann +open +-/);
    expect(stderr).toContain('--page-token more');
    const json = await run(['usage', 'list', ID, '--json']);
    expect(JSON.parse(json.stdout)).toEqual(messageJson(ListUsageResponse, ListUsageResponse.fromPartial(answer)));
  });
});

test('tmws recommend prints every term of each score, and the answer as it is with --json [cli.recommend]', async () => {
  const asked: unknown[] = [];
  const answer = {
    recommendations: [
      {
        pattern,
        score: 1.01,
        successTerm: 0.31,
        usageTerm: 0.12,
        confidenceTerm: 0.23,
        similarityBoost: 0.19,
        contextBoost: 0.16,
        failedForAgent: true,
      },
    ],
  };
  await serving({
    recommendPatterns: async (request) => {
      asked.push(request);
      return answer;
    },
  });
  const line = ['recommend', '--limit', '3', '--category', 'c', '--context', '{"task":"x"}'];
  const { stdout } = await run(line);
  expect(asked).toMatchObject([{ pageSize: 3, category: 'c', contextData: { task: 'x' } }]);
  for (const text of ['1.01', '0.31', '0.12', '0.23', '0.19', '0.16', 'failed you']) expect(stdout).toContain(text);
  const json = await run([...line, '--json']);
  const expected = messageJson(RecommendPatternsResponse, RecommendPatternsResponse.fromPartial(answer));
  expect(JSON.parse(json.stdout)).toEqual(expected);
});
