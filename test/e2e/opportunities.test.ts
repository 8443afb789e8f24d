import { SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
});

afterAll(() => home[Symbol.asyncDispose]());

const json = async (...line: readonly string[]) => JSON.parse((await home.tmws(...line, '--json')).stdout);

describe('tmws experience record', () => {
  test('adds one memory to what opportunities count [cli.experience]', async () => {
    const memories = async (): Promise<number> => (await json('opportunities')).knowledge_base_summary.total_memories;
    const before = await memories();
    const { experience } = await json('experience', 'record', '--area', 'airships', 'Moor', 'at', 'dusk');
    expect(experience).toMatchObject({ area: 'airships', content: 'Moor at dusk', agent_id: 'tester' });
    expect(await memories()).toBe(before + 1);
  });
});

describe('tmws opportunities', () => {
  test("prints the rpc's answer [cli.opportunities]", async () => {
    const client = await home.client();
    for (let note = 0; note < 11; note += 1) {
      await client.insight.recordExperience({ area: 'moorings', content: `Note ${note}` });
    }
    const answer = await client.insight.suggestLearningOpportunities({});
    const printed = await json('opportunities');
    expect(printed).toMatchObject({
      opportunity_count: answer.opportunityCount,
      priority_breakdown: answer.priorityBreakdown,
      knowledge_base_summary: { total_memories: answer.knowledgeBaseSummary?.totalMemories },
    });
    expect(printed.learning_opportunities.map(({ reason }: { reason: string }) => reason)).toEqual(
      answer.learningOpportunities.map(({ reason }) => reason),
    );
    expect(Object.keys(printed).length).toBe(Object.keys(SuggestLearningOpportunitiesResponse.create()).length);
  });
});
