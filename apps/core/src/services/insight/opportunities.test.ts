import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLevel, EmbedderState, OpportunityPriority, OpportunityType } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { startTestCore, type TestCore } from '../../testing/start-test-core.ts';
import { waitUntil } from '../../testing/wait-until.ts';

let core: TestCore;

beforeAll(async () => {
  core = await startTestCore();
  const { admin } = core.as('first');
  await waitUntil(async () => (await admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const holds = (folder: string, text: string): boolean =>
  filesBelow(folder).some((path) => readFileSync(path).includes(text));

describe('RecordExperience', () => {
  test('keeps a note as activity in its area [suggest.experience]', async () => {
    const { insight } = core.as('writer', 'notes');
    const area = 'api_design';
    const { experience } = await insight.recordExperience({ area, content: 'Paging by token held.', tags: ['paging'] });
    expect(experience).toMatchObject({ area, tags: ['paging'], agentId: 'writer', namespace: 'notes' });
    for (let note = 0; note < 10; note += 1) await insight.recordExperience({ area, content: `Note ${note}` });
    const before = (await insight.suggestLearningOpportunities({})).learningOpportunities;
    expect(before[0]).toMatchObject({
      type: OpportunityType.PATTERN_OPPORTUNITY,
      area,
      priority: OpportunityPriority.HIGH,
      reason: 'High activity (11 memories) but low pattern coverage (0 patterns)',
      evidence: { activityCount: 11, patternCount: 0 },
    });
    for (let note = 0; note < 3; note += 1) await insight.recordExperience({ area, content: `Note ${note}` });
    const after = (await insight.suggestLearningOpportunities({})).learningOpportunities;
    expect(after[0]?.evidence?.activityCount).toBe(14);
  });

  test('refuses bad fields and foreign namespaces', async () => {
    const { insight } = core.as('writer', 'notes');
    const bad = await refusalOf((options) => insight.recordExperience({ area: '', content: '' }, options));
    expect(bad).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD' });
    const foreign = await refusalOf((options) =>
      insight.recordExperience({ area: 'a', content: 'b', namespace: 'not-mine' }, options),
    );
    expect(foreign).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_A_MEMBER' });
  });
});

describe('SuggestLearningOpportunities', () => {
  test('answers with the keys of the specification, well-formed where there is nothing [suggest.response]', async () => {
    const answer = await core.as('newcomer', 'nothing').insight.suggestLearningOpportunities({ namespace: 'nothing' });
    expect(answer).toEqual({
      knowledgeBaseSummary: { totalMemories: 0, totalPatterns: 0, coverageRatio: 0 },
      learningOpportunities: [],
      opportunityCount: 0,
      priorityBreakdown: { high: 0, medium: 0, low: 0 },
    });
  });

  test('counts the notes of all in the own namespaces, and of those alone [suggest.total-memories]', async () => {
    const [ann, bob] = [core.as('ann', 'memories'), core.as('bob', 'others')];
    for (let note = 0; note < 3; note += 1) await ann.insight.recordExperience({ area: 'a', content: `mine ${note}` });
    for (let note = 0; note < 2; note += 1) await bob.insight.recordExperience({ area: 'a', content: `his ${note}` });
    const total = async (namespace?: string): Promise<number | undefined> =>
      (await ann.insight.suggestLearningOpportunities({ namespace })).knowledgeBaseSummary?.totalMemories;
    expect([await total(), await total('memories'), await total('others')]).toEqual([3, 3, 0]);
    await core.as('fay', 'memories').insight.recordExperience({ area: 'a', content: 'hers' });
    await core.as('ann', 'second').insight.recordExperience({ area: 'a', content: 'mine elsewhere' });
    expect([await total(), await total('memories'), await total('second')]).toEqual([5, 4, 1]);
  });

  test('shows neither searches nor notes of other namespaces, nor one other agent alone [suggest.namespace-scope]', async () => {
    const query = 'grow tomatoes on a cold balcony';
    const here = core.as('watcher', 'garden');
    const fellow = core.as('fellow', 'garden');
    const stranger = core.as('stranger', 'greenhouse');
    const second = core.as('second-stranger', 'greenhouse');
    for (const { patterns } of [stranger, second, fellow]) {
      for (let time = 0; time < 3; time += 1) await patterns.searchPatterns({ queryText: query, minSimilarity: 0.7 });
    }
    for (let note = 0; note < 12; note += 1) {
      await stranger.insight.recordExperience({ area: 'tomatoes', content: `n${note}` });
    }
    const seen = await here.insight.suggestLearningOpportunities({ namespace: 'garden' });
    expect(seen).toMatchObject({ learningOpportunities: [], opportunityCount: 0 });
    const foreign = await here.insight.suggestLearningOpportunities({ namespace: 'greenhouse' });
    expect(foreign).toMatchObject({ learningOpportunities: [], opportunityCount: 0 });
    const own = await stranger.insight.suggestLearningOpportunities({ namespace: 'greenhouse' });
    expect(own.learningOpportunities.map(({ type }) => type)).toEqual([
      OpportunityType.PATTERN_OPPORTUNITY,
      OpportunityType.UNMET_DEMAND,
      OpportunityType.EMERGING_OPPORTUNITY,
    ]);
    await core.as('third', 'garden').patterns.searchPatterns({ queryText: 'tomatoes for a cold balcony' });
    const both = await here.insight.suggestLearningOpportunities({ namespace: 'garden' });
    expect(both.learningOpportunities).toMatchObject([
      { type: OpportunityType.UNMET_DEMAND, evidence: { searchCount: 4, agentCount: 2 } },
    ]);
  });

  test('counts no pattern that may not be read [access.aggregates-readable-only]', async () => {
    const [reader, owner] = [core.as('reader', 'shelf'), core.as('owner', 'shelf')];
    const answer = async () => reader.insight.suggestLearningOpportunities({ namespace: 'shelf' });
    const before = await answer();
    for (const [index, name] of ['first-copy', 'second-copy'].entries()) {
      const { pattern } = await owner.patterns.createPattern({
        patternName: name,
        category: 'shelves',
        patternData: { description: 'Put up a shelf with four screws and a level.' },
        accessLevel: AccessLevel.PRIVATE,
      });
      for (let use = 0; use < 4 + index; use += 1) {
        await owner.usage.recordUsage({ patternId: pattern?.id ?? '', success: false });
      }
    }
    expect(await answer()).toEqual(before);
    const own = await owner.insight.suggestLearningOpportunities({ namespace: 'shelf' });
    expect(own.knowledgeBaseSummary?.totalPatterns).toBe(2);
    expect(own.learningOpportunities.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        OpportunityType.IMPROVEMENT_OPPORTUNITY,
        OpportunityType.CONSOLIDATION_OPPORTUNITY,
        OpportunityType.EMERGING_OPPORTUNITY,
      ]),
    );
  });

  test('refuses a namespace that cannot be one', async () => {
    const { insight } = core.as('ann', 'memories');
    const refusal = await refusalOf((options) => insight.suggestLearningOpportunities({ namespace: 'a b' }, options));
    expect(refusal).toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'namespace' }] });
  });
});

describe('What is remembered of searches', () => {
  test('is their text, never the context of apply_pattern [suggest.context-not-kept]', async () => {
    const { learning, insight } = core.as('applier', 'apply');
    const patternQuery = 'sharpen a blunt chisel zwqxquery';
    await learning.applyPattern({ patternQuery, context: 'zwqxcontext in the workshop' });
    await learning.applyPattern({ patternQuery, context: 'zwqxcontext again' });
    const { learningOpportunities } = await insight.suggestLearningOpportunities({ namespace: 'apply' });
    expect(learningOpportunities).toMatchObject([{ type: OpportunityType.UNMET_DEMAND }]);
    expect(holds(core.config.dataDir, 'zwqxquery')).toBe(true);
    expect(holds(core.config.dataDir, 'zwqxcontext')).toBe(false);
  });

  test('is nothing where it is switched off [suggest.demand-off]', async () => {
    await using quiet = await startTestCore({ TMWS_DEMAND_LOG: 'off' });
    const { patterns, learning, insight } = quiet.as('ann');
    await patterns.createPattern({
      patternName: 'sharpen-chisel',
      category: 'tools',
      patternData: { description: 'Sharpen a blunt chisel on a wet stone.' },
    });
    const query = 'sharpen a blunt chisel zwqxquery';
    await patterns.searchPatterns({ queryText: query });
    await learning.applyPattern({ patternQuery: query, context: '', minSimilarity: 0 });
    const answer = await insight.suggestLearningOpportunities({});
    expect(answer.learningOpportunities.filter(({ type }) => type === OpportunityType.UNMET_DEMAND)).toEqual([]);
    expect(holds(quiet.config.dataDir, 'zwqxquery')).toBe(false);
  });
});
