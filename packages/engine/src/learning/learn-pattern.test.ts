import { expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { type LearnPatternInput, learnPattern } from './learn-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });

const learn = async (input: Partial<LearnPatternInput> = {}) => {
  const engine = await createTestEngine();
  const given = { patternName: 'pool', patternContent: 'Reuse.', category: 'database', examples: [], ...input };
  const result = await learnPattern(engine, ann, given);
  return { engine, given, result };
};

test('what is learned is private, with a prior of 0.8, and found at once [mcp.learn.defaults, mcp.learn.confidence-default, mcp.learn.owner, mcp.learn.message]', async () => {
  const { result, engine } = await learn();
  expect(result).toMatchObject({
    pattern: {
      agentId: 'ann',
      namespace: 'team-a',
      accessLevel: 'PRIVATE',
      confidencePrior: 0.8,
      patternData: { pattern_content: 'Reuse.', examples: [] },
    },
    searchable: { byWords: true, byMeaning: true },
    examplesCount: 0,
    vectorDimensions: 128,
  });
  expect(result.message).toMatch(/Pattern 'pool' learned successfully\. Only you/);
  await engine.indexer.close();
});

test('a level and a namespace of the caller are taken where they are named [mcp.learn.defaults]', async () => {
  const memberships = ['team-a', 'team-b'].map((namespace) => ({ namespace, role: 'member' as const }));
  const engine = await createTestEngine();
  const given = { patternName: 'pool', patternContent: 'Reuse.', category: 'database', examples: [] };
  const caller = { ...ann, memberships };
  const { pattern } = await learnPattern(engine, caller, { ...given, accessLevel: 'TEAM', namespace: 'team-b' });
  expect(pattern).toMatchObject({ accessLevel: 'TEAM', namespace: 'team-b' });
  await engine.indexer.close();
});

test('the metadata becomes data, and the named parameters win over its keys [mcp.learn.data-mapping]', async () => {
  const { result, engine } = await learn({
    metadata: { pattern_content: 'no', examples: 'no', language: 'ts' },
    examples: [{ before: 1 }, 'two'],
  });
  expect(result.pattern.patternData).toEqual({
    pattern_content: 'Reuse.',
    examples: [{ before: 1 }, 'two'],
    language: 'ts',
  });
  expect(result.examplesCount).toBe(2);
  await engine.indexer.close();
});

test('metadata with a key __proto__ is refused', async () => {
  await expect(learn({ metadata: JSON.parse('{"__proto__":{"a":1}}') })).rejects.toMatchObject({
    reason: 'INVALID_FIELD',
  });
});

test.each([
  ['TEAM', /members of namespace team-a/],
  ['PUBLIC', /Every agent/],
  ['SHARED', /0 named agents/],
])('the message says who can see a %s pattern [mcp.learn.visibility]', async (accessLevel, text) => {
  const { result, engine } = await learn({ accessLevel });
  expect(result.message).toMatch(text);
  await engine.indexer.close();
});

test('a name that was learned already is refused with a way out that the tools offer', async () => {
  const { engine, given, result } = await learn();
  const again = learnPattern(engine, ann, given);
  await expect(again).rejects.toMatchObject({ reason: 'PATTERN_EXISTS', metadata: { pattern_id: result.pattern.id } });
  await expect(again).rejects.toThrow(/evolve_pattern, or choose another pattern_name/);
  await expect(again).rejects.not.toThrow(/UpdatePattern/);
  await engine.indexer.close();
});
