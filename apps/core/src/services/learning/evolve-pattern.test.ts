import { AccessLevel, DataChangeKind, EvolutionOutcome, VersionBump } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { makeTestFolder, startTestCore } from '../../testing/start-test-core.ts';

const learned = { category: 'database', patternContent: 'Add a composite index.', accessLevel: AccessLevel.TEAM };

describe('EvolvePattern', () => {
  test('records what came of it, and merges or proposes what was learned', async () => {
    await using core = await startTestCore();
    const ann = core.as('ann', 'team');
    const bob = core.as('bob', 'team');
    const { patternId } = await ann.learning.learnPattern({ ...learned, patternName: 'index' });
    const evolved = await ann.learning.evolvePattern({
      patternId,
      evolutionData: { improvement: 'Works better with JIT enabled' },
      successFeedback: true,
      notes: 'Tested on PostgreSQL 15',
    });
    expect(evolved).toMatchObject({
      patternId,
      patternName: 'index',
      evolutionSummary: {
        previousSuccessRate: 0,
        newSuccessRate: 1,
        previousConfidence: 0.8,
        newConfidence: 5 / 6,
        evolutionCount: 1,
        applicationsAnalyzed: 1,
      },
      outcome: EvolutionOutcome.REVISION,
      changes: [{ path: '/pattern_data/improvement', kind: DataChangeKind.ADDED }],
      revision: 2,
      version: '1.0.0',
      searchableByWords: true,
    });
    expect(evolved.findings.length).toBeGreaterThan(0);
    const proposed = await bob.learning.evolvePattern({ patternId, evolutionData: { improvement: null } });
    expect(proposed).toMatchObject({ outcome: EvolutionOutcome.PROPOSAL, usageId: undefined, revision: 2 });
    const { proposals } = await ann.proposals.listProposals({ patternId });
    expect(proposals.map(({ id, agentId }) => [id, agentId])).toEqual([[proposed.proposalId, 'bob']]);
    const bumped = await ann.learning.evolvePattern({ patternId, evolutionData: { a: 1 }, bump: VersionBump.MINOR });
    expect(bumped).toMatchObject({ outcome: EvolutionOutcome.VERSION, version: '1.1.0', revision: 2 });
    const version = await bob.patterns.getPattern({ patternId: bumped.newPatternId ?? '' });
    expect(version.pattern).toMatchObject({ parentPatternId: patternId, patternData: { a: 1 }, usageCount: 0 });
  });

  test('loses nothing of what 16 clients bring at the same time', async () => {
    await using core = await startTestCore();
    const ann = core.as('ann', 'team');
    const { patternId } = await ann.learning.learnPattern({ ...learned, patternName: 'popular' });
    const keys = Array.from({ length: 16 }, (_, index) => `finding_${index}`);
    await Promise.all(
      keys.map((key) =>
        core.as('ann', 'team').learning.evolvePattern({
          patternId,
          evolutionData: { [key]: true },
          successFeedback: true,
        }),
      ),
    );
    const { pattern } = await ann.patterns.getPattern({ patternId });
    expect(pattern).toMatchObject({ revision: 17, usageCount: 16, successCount: 16 });
    expect(Object.keys(pattern?.patternData ?? {})).toEqual(expect.arrayContaining(keys));
    const { evolutionSummary } = await ann.learning.evolvePattern({ patternId, evolutionData: {} });
    expect(evolutionSummary).toMatchObject({ evolutionCount: 17, applicationsAnalyzed: 16 });
  });

  test('takes the application of a core that was started anew since [mcp.apply.restart, mcp.apply.application-id]', async () => {
    using folder = makeTestFolder();
    const answer = await (async () => {
      await using core = await startTestCore({}, { ...folder, [Symbol.dispose]: () => undefined });
      const ann = core.as('ann', 'team');
      await ann.learning.learnPattern({ ...learned, patternName: 'index' });
      return await ann.learning.applyPattern({ patternQuery: 'composite index', minSimilarity: 0 });
    })();
    const patternId = answer.patterns[0]?.patternId ?? '';
    await using core = await startTestCore({}, { ...folder, [Symbol.dispose]: () => undefined });
    const ann = core.as('ann', 'team');
    const { applicationId } = answer;
    const request = { patternId, evolutionData: {}, successFeedback: true, applicationId };
    const first = await ann.learning.evolvePattern(request);
    expect(first).toMatchObject({ evolutionSummary: { applicationsAnalyzed: 1 }, usageId: expect.any(String) });
    const again = await ann.learning.evolvePattern(request);
    expect(again).toMatchObject({ evolutionSummary: { applicationsAnalyzed: 1 }, usageId: undefined });
  });
});
