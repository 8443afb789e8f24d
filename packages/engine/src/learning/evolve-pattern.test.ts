import type { Caller, JsonObject } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { getProposal } from '../proposal/get-proposal.ts';
import { buildCaller, buildPattern, createTestEngine, type TestEngine } from '../testing/index.ts';
import { applyPattern } from './apply-pattern.ts';
import { type EvolvePatternInput, evolvePattern } from './evolve-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const DATA: JsonObject = { description: 'Reuse connections', old: 1, keep: { a: 1, b: 2 } };

const setUp = async () => {
  const engine = await createTestEngine({
    patterns: [
      buildPattern({ id: 'p', accessLevel: 'TEAM', patternData: DATA, patternName: 'pool' }),
      buildPattern({ id: 'q', accessLevel: 'TEAM', patternData: DATA, patternName: 'second pool' }),
      buildPattern({ id: 'secret' }),
    ],
  });
  engines.push(engine);
  const evolve = (input: Partial<EvolvePatternInput> = {}, caller: Caller = ann) =>
    evolvePattern(engine, caller, { patternId: 'p', evolutionData: {}, ...input });
  const stored = (id = 'p') => engine.unitOfWork.read((store) => store.patterns.find(id));
  const apply = async (caller: Caller = ann) => {
    const input = { patternQuery: 'reuse connections pool', context: '', minSimilarity: 0, excludeIds: [] };
    return applyPattern(engine, caller, input);
  };
  return { engine, evolve, stored, apply };
};

describe('evolve_pattern', () => {
  test('records one use with the outcome, and the notes in its context [mcp.evolve.outcome, mcp.evolve.zero-uses]', async () => {
    const { engine, evolve, stored } = await setUp();
    const result = await evolve({ successFeedback: true, notes: 'On PostgreSQL 15' });
    expect(result.summary).toEqual({
      previousSuccessRate: 0,
      newSuccessRate: 1,
      previousConfidence: 0.5,
      newConfidence: 3.5 / 6,
      evolutionCount: 1,
      applicationsAnalyzed: 1,
    });
    expect(result.message).toBe('Pattern evolved - Success rate: 1.00');
    expect(engine.unitOfWork.committed().usages.get(result.usageId ?? '')).toMatchObject({
      patternId: 'p',
      agentId: 'ann',
      success: true,
      contextData: { notes: 'On PostgreSQL 15' },
    });
    const failed = await evolve({ successFeedback: false });
    expect(failed).toMatchObject({ summary: { previousSuccessRate: 1, newSuccessRate: 0.5 } });
    expect((await stored())?.usage).toMatchObject({ usageCount: 2, successCount: 1, failureCount: 1 });
  });

  test('with empty data reports and changes nothing else [mcp.evolve.report-only, mcp.evolve.message]', async () => {
    const { evolve, stored } = await setUp();
    const before = await stored();
    const result = await evolve({ successFeedback: true, bump: 'MAJOR' });
    expect(result).toMatchObject({ outcome: 'UNCHANGED', changes: [], revision: 1, version: '1.0.0' });
    expect(result.message).toBe('Pattern evolved - Success rate: 1.00');
    expect(result.newPatternId).toBeUndefined();
    const after = await stored();
    expect({ ...after, usage: before?.usage }).toEqual(before);
    expect(after?.usage.usageCount).toBe(1);
  });

  test("merges the owner's data as a new revision and shows what changed [mcp.evolve.merge, mcp.evolve.null-deletes]", async () => {
    const { engine, evolve, stored } = await setUp();
    const result = await evolve({ evolutionData: { improvement: 'JIT', old: null, keep: { b: null } } });
    expect(result).toMatchObject({ outcome: 'REVISION', revision: 2, version: '1.0.0', patternName: 'pool' });
    expect(result.changes).toEqual([
      expect.objectContaining({ path: '/pattern_data/old', kind: 'REMOVED', oldValue: 1 }),
      expect.objectContaining({ path: '/pattern_data/keep/b', kind: 'REMOVED' }),
      expect.objectContaining({ path: '/pattern_data/improvement', kind: 'ADDED', newValue: 'JIT' }),
    ]);
    expect(result.message).toBe('Pattern evolved - Success rate: 0.00. The data were merged as revision 2.');
    expect(await stored()).toMatchObject({
      revision: 2,
      patternData: { description: 'Reuse connections', keep: { a: 1 }, improvement: 'JIT' },
    });
    expect(result.searchable.byWords).toBe(true);
    await evolve({ evolutionData: { improvement: 'JIT 2' }, notes: 'Measured' });
    const reasons = await engine.unitOfWork.read(async (store) =>
      (await store.revisions.list('p', { before: undefined, limit: 9 })).map(({ reason }) => reason),
    );
    expect(reasons).toEqual(['evolve_pattern: Measured', 'evolve_pattern', undefined]);
  });

  test('without an outcome records no use [mcp.evolve.no-outcome]', async () => {
    const { engine, evolve, stored } = await setUp();
    const before = await stored();
    const { summary, usageId } = await evolve({ evolutionData: { improvement: 'JIT' }, notes: 'just data' });
    expect(usageId).toBeUndefined();
    expect(summary.newConfidence).toBe(summary.previousConfidence);
    expect((await stored())?.usage).toEqual(before?.usage);
    expect(engine.unitOfWork.committed().usages.size).toBe(0);
  });

  test('with a step makes a new version, and the named one stays as it was [mcp.evolve.bump]', async () => {
    const { evolve, stored } = await setUp();
    const before = await stored();
    const result = await evolve({ evolutionData: { old: null }, bump: 'MINOR' });
    expect(result).toMatchObject({ outcome: 'VERSION', version: '1.1.0', revision: 1, patternId: 'p' });
    expect(await stored(result.newPatternId)).toMatchObject({
      parentPatternId: 'p',
      version: '1.1.0',
      patternData: { description: 'Reuse connections', keep: { a: 1, b: 2 } },
    });
    expect(await stored()).toEqual({ ...before, isHead: false });
    // The next number that is free, not an error that a model could do nothing about.
    expect(await evolve({ evolutionData: { old: 2 }, bump: 'MINOR' })).toMatchObject({ version: '1.2.0' });
  });

  test("keeps another agent's data as a proposal, with a step or without [mcp.evolve.proposal]", async () => {
    const { engine, evolve, stored } = await setUp();
    for (const bump of [undefined, 'MINOR'] as const) {
      const input = { evolutionData: { old: null }, successFeedback: true, notes: 'why', bump };
      const result = await evolve(input, bob);
      expect(result).toMatchObject({ outcome: 'PROPOSAL', version: '1.0.0', revision: 1 });
      expect(result.message).toContain(`proposal ${result.proposalId}`);
      expect(result.changes).toMatchObject([{ path: '/pattern_data/old', kind: 'REMOVED' }]);
      const kept = await getProposal(engine, ann, { proposalId: result.proposalId ?? '' });
      expect(kept.proposal).toMatchObject({ agentId: 'bob', changes: { old: null }, note: 'why', bump });
    }
    expect(await stored()).toMatchObject({ revision: 1, patternData: DATA, usage: { usageCount: 2 } });
    expect(engine.unitOfWork.committed().patterns.size).toBe(3);
  });

  test('that brings what the pattern has already changes nothing and proposes nothing', async () => {
    const { engine, evolve } = await setUp();
    for (const caller of [ann, bob]) {
      expect(await evolve({ evolutionData: { old: 1, never: null } }, caller)).toMatchObject({ outcome: 'UNCHANGED' });
    }
    expect(engine.unitOfWork.committed().proposals.size).toBe(0);
  });

  test('counts its calls on a pattern, and the uses after each [mcp.evolve.counts]', async () => {
    const { evolve } = await setUp();
    await evolve({ successFeedback: true });
    await evolve({ evolutionData: { a: 1 } }, bob);
    await evolve({ patternId: 'q' });
    const { summary } = await evolve({ successFeedback: false });
    expect(summary).toMatchObject({ evolutionCount: 3, applicationsAnalyzed: 2 });
  });

  test('answers a repeated request with its first answer, and acts once', async () => {
    const { evolve, stored } = await setUp();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const input = { evolutionData: { improvement: 'JIT' }, successFeedback: true, requestId };
    const answers = await Promise.all(Array.from({ length: 8 }, () => evolve(input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stored()).toMatchObject({ revision: 2, usage: { usageCount: 1 } });
  });

  test('tells an agent that repeats a request nothing of a pattern that it lost meanwhile', async () => {
    const { engine, evolve, stored } = await setUp();
    const input = { evolutionData: { improvement: 'JIT' }, requestId: '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5c' };
    expect((await evolve(input)).findings.length).toBeGreaterThan(0);
    const pattern = await stored();
    if (pattern === undefined) throw new Error('The pattern was to be there.');
    const taken = { ...pattern, agentId: 'bob', accessLevel: 'PRIVATE', revision: 3 } as const;
    const author = { agentId: 'bob', actingFor: undefined, reason: undefined };
    await engine.unitOfWork.write((store) => store.patterns.update(taken, author));
    expect((await evolve(input)).findings).toEqual([]);
  });

  test('is refused for what cannot be read, for missing or overlong data, and writes nothing then', async () => {
    const { engine, evolve } = await setUp();
    for (const patternId of ['secret', 'unknown']) {
      await expect(evolve({ patternId, successFeedback: true }, bob)).rejects.toMatchObject({
        reason: 'PATTERN_NOT_FOUND',
      });
    }
    const wrong = [
      { evolutionData: undefined },
      { notes: 'n'.repeat(4_001), successFeedback: true },
      { evolutionData: { a: [Number.NaN] }, successFeedback: true },
      { evolutionData: { a: 'x'.repeat(256 * 1024) }, successFeedback: true },
    ];
    for (const input of wrong) await expect(evolve(input)).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
    const { usages, evolutions } = engine.unitOfWork.committed();
    expect([usages.size, evolutions.size]).toEqual([0, 0]);
  });
});

describe('An application that evolve_pattern names', () => {
  test('is tied to the outcome, and counts one for each of its patterns [mcp.apply.application-id, mcp.evolve.outcome-once]', async () => {
    const { engine, evolve, apply, stored } = await setUp();
    const { applicationId, patterns } = await apply();
    expect(new Set(patterns.map(({ pattern }) => pattern.id))).toContain('q');
    const first = await evolve({ applicationId, successFeedback: true });
    const again = await evolve({ applicationId, successFeedback: false });
    const other = await evolve({ applicationId, successFeedback: false, patternId: 'q' });
    const { usages } = engine.unitOfWork.committed();
    expect(usages.get(first.usageId ?? '')).toMatchObject({ applicationId });
    expect(again.usageId).toBeUndefined();
    expect(again.message).toContain('counted before');
    expect(usages.get(other.usageId ?? '')).toMatchObject({ patternId: 'q', applicationId });
    expect([(await stored())?.usage.usageCount, (await stored('q'))?.usage.usageCount]).toEqual([1, 1]);
  });

  test('is no longer brought up as open', async () => {
    const { engine, evolve, apply } = await setUp();
    const { applicationId } = await apply();
    await evolve({ applicationId, successFeedback: true });
    engine.clock.advance(60_000);
    expect((await apply()).openApplication).toBeUndefined();
  });

  test("must be the caller's own and have held the pattern", async () => {
    const { engine, evolve, apply } = await setUp();
    const { applicationId } = await apply(bob);
    for (const [input, caller] of [
      [{ applicationId }, ann],
      [{ applicationId: 'unknown' }, ann],
      [{ applicationId, patternId: 'secret' }, ann],
    ] as const) {
      await expect(evolve({ ...input, successFeedback: true }, caller)).rejects.toMatchObject({
        reason: 'APPLICATION_NOT_FOUND',
      });
    }
    expect(engine.unitOfWork.committed().usages.size).toBe(0);
  });
});
