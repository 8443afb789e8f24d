import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tmwsHome } from '../harness/tmws-home.ts';

const RUNS = Number(process.env.TMWS_FUZZ_RUNS ?? 30);

const texts = fc.string({ unit: 'grapheme', maxLength: 12 });
const keys = texts.filter((key) => key !== '__proto__');

const json = fc.letrec<{ value: fc.JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    // Whole numbers beyond 2^53 are refused, and JSON has no negative zero.
    fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((number) => number + 0),
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('context_data and evolution_data come back as they were sent, whatever JSON they hold [grpc.pattern-data-json]', async () => {
  await using home = await tmwsHome();
  const { learning, patterns, usage } = await home.client('ann');
  const { patternId } = await learning.learnPattern({
    patternName: 'json',
    category: 'test',
    patternContent: 'Keep it as it is.',
  });
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      // In a list, where null is a value and deletes nothing.
      await learning.evolvePattern({ patternId, evolutionData: { value: [value] } });
      const { pattern } = await patterns.getPattern({ patternId });
      expect(pattern?.patternData?.value).toEqual([value]);
      const recorded = await usage.recordUsage({ patternId, contextData: { value } });
      const { usages } = await usage.listUsage({ patternId, pageSize: 1 });
      expect(usages[0]).toMatchObject({ id: recorded.usage?.id });
      expect(usages[0]?.contextData).toEqual({ value });
    }),
    { numRuns: RUNS },
  );
});
