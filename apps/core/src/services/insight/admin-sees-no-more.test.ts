import { AccessLevel, EmbedderState } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { type Clients, startTestCore } from '../../testing/start-test-core.ts';
import { waitUntil } from '../../testing/wait-until.ts';

/** What changes from call to call whatever is stored. */
const VOLATILE = new Set(['computedAt', 'applicationId', 'openApplication', 'nextStep']);

const withoutVolatile = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (VOLATILE.has(key) ? undefined : value)));

const answersTo = async ({ patterns, learning, insight }: Clients): Promise<unknown> =>
  withoutVolatile([
    await patterns.searchPatterns({ queryText: 'moor a zeppelin', pageSize: 200 }),
    await learning.applyPattern({ patternQuery: 'moor a zeppelin', context: 'at dusk', minSimilarity: 0 }),
    await insight.recommendPatterns({ contextData: { task: 'moor a zeppelin' } }),
    await insight.getPatternAnalytics({}),
  ]);

describe('An admin', () => {
  test("finds nothing of a member's PRIVATE pattern in search, apply, recommend and analytics [access.admin-not-search]", async () => {
    await using core = await startTestCore();
    // The first agent of a folder is its system admin.
    const admin = core.as('root', 'airships');
    expect((await admin.access.whoAmI({})).systemAdmin).toBe(true);
    await waitUntil(async () => (await admin.admin.getStatus({})).embedder?.state === EmbedderState.READY);
    const member = core.as('ann', 'airships');
    const create = async (patternName: string, accessLevel: AccessLevel): Promise<string> => {
      const patternData = { description: `How to moor a zeppelin at dusk, ${patternName}.` };
      const { pattern } = await member.patterns.createPattern({
        patternName,
        category: 'mooring',
        patternData,
        accessLevel,
      });
      return pattern?.id ?? '';
    };
    await create('by rope', AccessLevel.TEAM);
    const before = await answersTo(admin);
    const hidden = await create('by anchor', AccessLevel.PRIVATE);
    for (let use = 0; use < 4; use += 1) await member.usage.recordUsage({ patternId: hidden, success: false });
    expect(await answersTo(admin)).toEqual(before);
    expect(await answersTo(member)).not.toEqual(before);
  });
});
