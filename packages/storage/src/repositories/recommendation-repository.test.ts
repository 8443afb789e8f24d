import { randomUUID } from 'node:crypto';
import { all, isIn, not, type Pattern, recommendationScore, recommendationTerms } from '@tmws/domain';
import type { Usage } from '@tmws/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (milliseconds: number): Date => new Date(1_700_000_000_000 + milliseconds);
const EVERY = all();

const ownScore = ({ usage, confidencePrior }: Pattern): number =>
  recommendationScore(recommendationTerms({ ...usage, confidencePrior }, { similarity: 0, context: 0 }));

const use = (patternId: string, over: Partial<Usage> = {}): Usage => ({
  id: randomUUID(),
  patternId,
  agentId: 'bob',
  executionTime: undefined,
  success: true,
  contextData: undefined,
  usedAt: at(0),
  countsInEffectiveness: true,
  applicationId: undefined,
  ...over,
});

const records = fc.record({
  successCount: fc.nat(30),
  failureCount: fc.nat(30),
  open: fc.nat(10),
  confidencePrior: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('The candidates of recommendations', () => {
  test('come in the order of the terms that are their own, whatever their records [recommend.formula]', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const patterns = fc.sample(records, { numRuns: 200, seed: 7 }).map(({ open, confidencePrior, ...counts }) => {
      const pattern = samplePattern({ confidencePrior });
      const usageCount = counts.successCount + counts.failureCount + open;
      return { ...pattern, usage: { ...pattern.usage, ...counts, usageCount } };
    });
    await storage.write(async (store) => {
      for (const pattern of patterns) await store.patterns.insert(pattern);
    });
    const found = await storage.read((store) => store.recommendations.candidates({ where: EVERY, limit: 50 }));
    const scoreOf = new Map(patterns.map((pattern) => [pattern.id, ownScore(pattern)]));
    const expected = [...scoreOf.values()].toSorted((a, b) => b - a).slice(0, 50);
    for (const [index, candidate] of found.entries()) {
      expect(scoreOf.get(candidate.id)).toBeCloseTo(expected[index] ?? Number.NaN, 12);
      const { usage, confidencePrior, revision } = patterns.find(({ id }) => id === candidate.id) ?? samplePattern();
      const { usageCount, successCount, failureCount } = usage;
      expect(candidate).toEqual({
        id: candidate.id,
        revision,
        confidencePrior,
        usageCount,
        successCount,
        failureCount,
      });
    }
    expect(found).toHaveLength(50);
  });

  test('with equal terms come by effectiveness, then learning weight', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const plain = samplePattern();
    const weighty = samplePattern({ learningWeight: 2 });
    const proven = samplePattern({ usage: { ...plain.usage, effectiveness: 0.9 } });
    await storage.write(async (store) => {
      for (const pattern of [plain, weighty, proven]) await store.patterns.insert(pattern);
    });
    const where = not(isIn('status', ['DRAFT']));
    const found = await storage.read((store) => store.recommendations.candidates({ where, limit: 10 }));
    expect(found.map(({ id }) => id)).toEqual([proven.id, weighty.id, plain.id]);
  });
});

describe('The own record of an agent', () => {
  test('has its own outcomes alone, by pattern, with the last of them [recommend.failed-last]', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const [mixed, good, open, hidden] = [samplePattern(), samplePattern(), samplePattern(), samplePattern()];
    await storage.write(async (store) => {
      for (const pattern of [mixed, good, open, hidden]) await store.patterns.insert(pattern);
      for (const usage of [
        use(mixed.id, { usedAt: at(1) }),
        use(mixed.id, { usedAt: at(2), success: false }),
        use(mixed.id, { usedAt: at(3), success: undefined }),
        use(mixed.id, { usedAt: at(9), agentId: 'alice' }),
        use(good.id, { usedAt: at(5), success: false, id: '00000000-0000-7000-8000-000000000001' }),
        use(good.id, { usedAt: at(5), id: '00000000-0000-7000-8000-000000000002' }),
        use(open.id, { success: undefined }),
        use(hidden.id),
      ]) {
        await store.usages.insert(usage);
      }
    });
    const where = not(isIn('id', [hidden.id]));
    const found = await storage.read((store) => store.recommendations.ownRecords({ where, agentId: 'bob' }));
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { id: mixed.id, revision: 1, successes: 1, failures: 1, lastOutcome: false, lastUsedAt: at(2) },
        { id: good.id, revision: 1, successes: 1, failures: 1, lastOutcome: true, lastUsedAt: at(5) },
      ]),
    );
  });
});
