import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from '../testing/run-line.ts';
import { type StandInCore, standInCore } from '../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<StandInCore> => {
  core = await standInCore(...given);
  return core;
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

describe('tmws learn_pattern and apply_pattern', () => {
  test('answer in the envelope of the tools', async () => {
    await serving({
      learnPattern: async ({ patternName, examples }) => ({
        patternName,
        examplesCount: examples.length,
        vectorDimensions: 384,
        message: `Pattern '${patternName}' learned successfully`,
      }),
      applyPattern: async ({ maxPatterns, minSimilarity }) => ({
        found: true,
        patternCount: maxPatterns ?? 0,
        applicationGuidance: { confidenceThreshold: minSimilarity ?? 0 },
        message: 'Found 2 applicable patterns',
      }),
    });
    const content = ['--pattern_content', 'b', '--category', 'c', '--examples', '["x", "y"]', '--confidence', '0.9'];
    const learned = await run(['learn_pattern', '--pattern_name', 'a', ...content, '--json']);
    expect(JSON.parse(learned.stdout)).toMatchObject({
      success: true,
      result: { pattern_name: 'a', examples_count: 2, vector_dimensions: 384 },
      message: "Pattern 'a' learned successfully",
    });
    const line = ['apply_pattern', '--pattern_query', 'q', '--max_patterns', '2', '--min_similarity', '0.5', '--json'];
    expect(JSON.parse((await run(line)).stdout)).toMatchObject({
      success: true,
      result: { found: true, pattern_count: 2, application_guidance: { confidence_threshold: 0.5 } },
      message: 'Found 2 applicable patterns',
    });
  });

  test('refuse examples that are no list of texts with 6', async () => {
    const line = ['learn_pattern', '--pattern_name', 'a', '--pattern_content', 'b', '--category', 'c', '--examples'];
    expect(await run([...line, '[1]'])).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('--examples') });
    expect((await run([...line, 'x'])).exitCode).toBe(6);
  });
});
