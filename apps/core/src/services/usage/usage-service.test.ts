import { randomUUID } from 'node:crypto';
import { dataPaths, readCoreRecord } from '@tmws/config';
import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { spawnCore } from '../../testing/spawn-core.ts';
import {
  type Clients,
  clientsOf,
  makeTestFolder,
  startTestCore,
  type TestCore,
} from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

const create = async (clients: Clients, over: object = {}): Promise<string> => {
  const patternName = `pattern ${randomUUID()}`;
  const { pattern } = await clients.patterns.createPattern({
    patternName,
    category: 'testing',
    patternData: { description: `How to do ${patternName}` },
    accessLevel: AccessLevel.TEAM,
    ...over,
  });
  return pattern?.id ?? '';
};

/** Every use of a pattern, through all pages. */
const historyOf = async (clients: Clients, patternId: string) => {
  const usages = [];
  let pageToken = '';
  do {
    const page = await clients.usage.listUsage({ patternId, pageSize: 200, pageToken });
    usages.push(...page.usages);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return usages;
};

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
});
afterAll(() => core[Symbol.asyncDispose]());

describe('RecordUsage', () => {
  test('counts a use whatever its outcome, and one without [usage.count-all]', async () => {
    const patternId = await create(ann);
    for (const success of [true, false, undefined]) await bob.usage.recordUsage({ patternId, success });
    const { pattern } = await ann.patterns.getPattern({ patternId });
    expect(pattern).toMatchObject({ usageCount: 3, successCount: 1, failureCount: 1 });
  });

  test('answers with the use and the new counters, and readers of the pattern see it whole [usage.record, usage.history]', async () => {
    const patternId = await create(ann);
    const contextData = { table: 'users', rows: 1_000_000, nested: [{ deep: [true, null, 'π'] }] };
    const { usage, pattern } = await bob.usage.recordUsage({
      patternId,
      executionTime: 0.245,
      success: true,
      contextData,
    });
    expect(pattern).toMatchObject({
      id: patternId,
      usageCount: 1,
      successCount: 1,
      successRate: 1,
      avgExecutionTime: 0.245,
    });
    expect(usage).toMatchObject({ patternId, agentId: 'bob', success: true, executionTime: 0.245, contextData });
    expect(usage?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(usage?.usedAt).toEqual(pattern?.lastUsedAt);
    expect(usage?.usedAt).toBeInstanceOf(Date);
    expect(await historyOf(ann, patternId)).toEqual([usage]);
    const secret = await create(ann, { accessLevel: AccessLevel.PRIVATE });
    for (const unreadable of [secret, randomUUID()]) {
      expect(await refusalOf((options) => bob.usage.listUsage({ patternId: unreadable }, options))).toMatchObject({
        reason: 'PATTERN_NOT_FOUND',
      });
    }
  });

  test('counts each of 3,200 uses by 32 clients at once, and the history agrees [usage.concurrent, usage.owner-team-apart]', async () => {
    const patternId = await create(ann);
    const clients = Array.from({ length: 32 }, (_, index) => core.as(`user-${index}`));
    await Promise.all(
      clients.map(async (client, number) => {
        for (let count = 0; count < 100; count += 1) {
          const success = [true, false, undefined][(number + count) % 3];
          await client.usage.recordUsage({ patternId, success, executionTime: 1, requestId: randomUUID() });
        }
      }),
    );
    const { pattern } = await ann.patterns.getPattern({ patternId });
    const history = await historyOf(ann, patternId);
    expect(pattern).toMatchObject({ usageCount: 3_200, ownerUsageCount: 0, avgExecutionTime: 1 });
    expect(history).toHaveLength(3_200);
    expect(new Set(history.map(({ id }) => id)).size).toBe(3_200);
    const count = (outcome: boolean): number => history.filter(({ success }) => success === outcome).length;
    expect([pattern?.successCount, pattern?.failureCount]).toEqual([count(true), count(false)]);
  });

  test('counts once for 32 calls at once with one request id [usage.idempotent]', async () => {
    const patternId = await create(ann);
    const clients = Array.from({ length: 32 }, () => core.as('ann'));
    const request = { patternId, success: true, requestId: randomUUID() };
    const answers = await Promise.all(clients.map((client) => client.usage.recordUsage(request)));
    expect(new Set(answers.map(({ usage }) => usage?.id)).size).toBe(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { pattern } = await ann.patterns.getPattern({ patternId });
    expect(pattern?.usageCount).toBe(1);
    expect(await historyOf(ann, patternId)).toHaveLength(1);
  });

  test('takes the outcome of an answer of ApplyPattern once [usage.application-count]', async () => {
    const patternId = await create(ann, { category: 'applied' });
    const { applicationId } = await ann.learning.applyPattern({ patternQuery: `id:${patternId}` });
    const { usage } = await ann.usage.recordUsage({ patternId, success: true, applicationId });
    expect(usage?.applicationId).toBe(applicationId);
    const again = await refusalOf((options) =>
      ann.usage.recordUsage({ patternId, success: false, applicationId }, options),
    );
    expect(again).toMatchObject({ reason: 'OUTCOME_ALREADY_SET' });
    expect(
      await refusalOf((options) => bob.usage.recordUsage({ patternId, success: true, applicationId }, options)),
    ).toMatchObject({
      reason: 'APPLICATION_NOT_FOUND',
    });
    const { patterns } = await ann.learning.applyPattern({ patternQuery: `id:${patternId}` });
    const { pattern } = await ann.patterns.getPattern({ patternId });
    const { topPatterns } = await ann.insight.getPatternAnalytics({ category: pattern?.category });
    const top = topPatterns.find(({ id }) => id === patternId);
    expect([patterns[0]?.applicationCount, pattern?.usageCount, top?.applicationCount]).toEqual([1, 1, 1]);
  });
});

describe('SetUsageOutcome', () => {
  test('adds the outcome once, for the agent whose use it is [usage.late-outcome, usage.late-outcome-once, usage.late-outcome-other]', async () => {
    const patternId = await create(ann);
    const { usage } = await bob.usage.recordUsage({ patternId, contextData: { a: 1 } });
    const usageId = usage?.id ?? '';
    expect(await refusalOf((options) => ann.usage.setUsageOutcome({ usageId, success: true }, options))).toMatchObject({
      reason: 'NOT_OWNER',
    });
    const set = await bob.usage.setUsageOutcome({ usageId, success: true, executionTime: 3, contextData: { b: 2 } });
    expect(set.usage).toMatchObject({ success: true, executionTime: 3, contextData: { a: 1, b: 2 } });
    expect(set.pattern).toMatchObject({ usageCount: 1, successRate: 1, avgExecutionTime: 3 });
    const again = await refusalOf((options) => bob.usage.setUsageOutcome({ usageId, success: false }, options));
    expect(again).toMatchObject({ reason: 'OUTCOME_ALREADY_SET' });
    const { pattern } = await ann.patterns.getPattern({ patternId });
    expect(pattern).toMatchObject({ usageCount: 1, successCount: 1, failureCount: 0 });
    expect(
      await refusalOf((options) => bob.usage.setUsageOutcome({ usageId: randomUUID(), success: true }, options)),
    ).toMatchObject({
      reason: 'USAGE_NOT_FOUND',
    });
  });

  test('sets one of many outcomes that are told at once', async () => {
    const patternId = await create(ann);
    const { usage } = await ann.usage.recordUsage({ patternId });
    const told = await Promise.allSettled(
      Array.from({ length: 16 }, (_, index) =>
        ann.usage.setUsageOutcome({ usageId: usage?.id ?? '', success: index % 2 === 0 }),
      ),
    );
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { pattern } = await ann.patterns.getPattern({ patternId });
    expect((pattern?.successCount ?? 0) + (pattern?.failureCount ?? 0)).toBe(1);
  });
});

test('a pattern that proved itself in private is shared, and found by the team [usage.share-workflow]', async () => {
  const { pattern: own } = await ann.patterns.createPattern({
    patternName: 'prune-plum-trees',
    category: 'garden',
    patternData: { description: 'Prune plum trees in summer so that no silver leaf gets in' },
    accessLevel: AccessLevel.PRIVATE,
  });
  const patternId = own?.id ?? '';
  for (let count = 0; count < 5; count += 1) await ann.usage.recordUsage({ patternId, success: true });
  const { pattern: proven } = await ann.patterns.getPattern({ patternId });
  expect(proven).toMatchObject({ usageCount: 5, ownerUsageCount: 5 });
  expect(proven?.successRate).toBeGreaterThan(0.8);
  const search = async () => {
    const { hits } = await bob.patterns.searchPatterns({ queryText: 'prune plum trees', category: 'garden' });
    return hits.map(({ pattern }) => pattern?.id);
  };
  expect(await search()).toEqual([]);
  await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM });
  expect(await search()).toEqual([patternId]);
  await bob.usage.recordUsage({ patternId, success: true });
  const { pattern: shared } = await bob.patterns.getPattern({ patternId });
  expect(shared).toMatchObject({ usageCount: 6, ownerUsageCount: 5 });
});

test('the same request after kill -9 and restart gets the first answer and leaves one row; what was acknowledged is counted [usage.idempotent, usage.atomic]', async () => {
  using folder = makeTestFolder();
  const run = async () => {
    const spawned = spawnCore(folder.config());
    await spawned.serving();
    const address = readCoreRecord(dataPaths(folder.config().dataDir).coreLock)?.address ?? '';
    return { spawned, clients: clientsOf(address, { 'x-tmws-agent': 'ann' }) };
  };
  const first = await run();
  const patternId = await create(first.clients);
  const request = { patternId, success: true, contextData: { a: 'b' }, requestId: randomUUID() };
  const answer = await first.clients.usage.recordUsage(request);
  const more = Array.from({ length: 200 }, () =>
    first.clients.usage.recordUsage({ patternId, success: false, requestId: randomUUID() }),
  );
  await Promise.race(more);
  first.spawned.child.kill('SIGKILL');
  const settled = await Promise.allSettled(more);
  await first.spawned.ended;
  first.clients.channel.close();
  const second = await run();
  try {
    expect(await second.clients.usage.recordUsage(request)).toEqual(answer);
    const history = await historyOf(second.clients, patternId);
    const { pattern } = await second.clients.patterns.getPattern({ patternId });
    expect(pattern?.usageCount).toBe(history.length);
    expect(history.filter(({ success }) => success === true)).toEqual([answer.usage]);
    const recorded = new Set(history.map(({ id }) => id));
    const acknowledged = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.usage?.id ?? ''] : []));
    expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([]);
  } finally {
    second.clients.channel.close();
    second.spawned.child.kill('SIGKILL');
    await second.spawned.ended;
  }
});
