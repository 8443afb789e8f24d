import type { Pattern } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { recordUsage } from '../usage/record-usage.ts';
import { type ApplyPatternInput, applyPattern } from './apply-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const say = (id: string, description: string, changes: Partial<Pattern> = {}): Pattern =>
  buildPattern({ id, patternName: id, patternData: { description, body: `# ${id}` }, ...changes });

const setUp = async (patterns: readonly Pattern[], embedder = createStubEmbedder()) => {
  const engine = await createTestEngine({ patterns, embedder });
  engines.push(engine);
  const apply = (patternQuery: string, input: Partial<ApplyPatternInput> = {}, caller = ann) => {
    engine.clock.advance(1_000);
    return applyPattern(engine, caller, { patternQuery, context: '', excludeIds: [], minSimilarity: 0.5, ...input });
  };
  return { engine, apply };
};

const ANIMALS = [
  say('cats', 'feed the cats every morning'),
  say('dogs', 'walk the dogs every morning'),
  say('taxes', 'file the annual declaration'),
];

describe('applying a pattern', () => {
  test('gives the fitting one whole, and a name for the outcome [mcp.apply.message]', async () => {
    const { apply, engine } = await setUp(ANIMALS);
    const result = await apply('feed the cats');
    expect(result.message).toBe(`Found ${result.patterns.length} applicable patterns`);
    expect(result.patterns[0]).toMatchObject({ pattern: { id: 'cats' }, content: '# cats', part: 1, parts: 1 });
    expect(engine.unitOfWork.committed().applications.get(result.applicationId ?? '')).toMatchObject({
      agentId: 'ann',
      query: 'feed the cats',
      patterns: [{ patternId: 'cats', rank: 1 }],
    });
  });

  test('never pads: what is below the threshold is not given, and the answer says so [search.no-padding, mcp.apply.min-similarity-default]', async () => {
    const { apply, engine } = await setUp(ANIMALS);
    const result = await apply('quantum chromodynamics');
    expect(result).toMatchObject({ patterns: [], applicationId: undefined, moreAvailable: 0 });
    expect(result.message).toContain('No pattern fits');
    expect(engine.unitOfWork.committed().applications.size).toBe(0);
  });

  test('has a threshold of 0.7 by default [mcp.apply.min-similarity-default]', async () => {
    const { apply } = await setUp(ANIMALS);
    expect(await apply('cats', { minSimilarity: undefined })).toMatchObject({ minSimilarity: 0.7 });
  });

  test('again under the same request id gives the first answer, and nothing else to report', async () => {
    const { apply, engine } = await setUp(ANIMALS);
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const reminder = await apply('walk the dogs');
    const first = await apply('feed the cats', { requestId });
    expect(first.openApplication?.id).toBe(reminder.applicationId);
    const again = await apply('feed the cats', { requestId });
    expect(again).toEqual(first);
    expect(engine.unitOfWork.committed().applications.size).toBe(2);
    await expect(apply('feed the dogs', { requestId })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });

  test('counts as no use', async () => {
    const { apply, engine } = await setUp(ANIMALS);
    await apply('feed the cats');
    expect(engine.unitOfWork.committed().patterns.get('cats')?.usage.usageCount).toBe(0);
    expect(engine.unitOfWork.committed().usages.size).toBe(0);
  });

  test('lets evidence decide between equals and never over relevance [mcp.apply.rank]', async () => {
    const proven = { ...buildPattern({ id: 'x' }).usage, effectiveness: 1 };
    const { apply } = await setUp([
      say('a1', 'feed the cats every morning'),
      say('a2', 'feed the cats every morning', { usage: proven }),
      say('dogs', 'walk the dogs every morning', { usage: proven }),
    ]);
    const { patterns } = await apply('feed the cats every morning', { minSimilarity: 0 });
    expect(patterns.map(({ pattern }) => pattern.id)).toEqual(['a2', 'a1', 'dogs']);
  });

  test('is in the order of similarity and a twentieth of effectiveness [mcp.apply.rank]', async () => {
    const usage = (effectiveness: number) => ({ ...buildPattern({ id: 'x' }).usage, effectiveness });
    const texts = ['feed the cats', 'feed the cats daily', 'feed the dogs', 'feed the cats well and daily', 'feed'];
    const { apply } = await setUp(texts.map((text, index) => say(`p${index}`, text, { usage: usage(index / 4) })));
    const { patterns } = await apply('feed the cats', { minSimilarity: 0 });
    const scores = patterns.map(({ similarity, pattern }) => similarity + 0.05 * pattern.usage.effectiveness);
    expect(scores).toHaveLength(5);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('takes the context as a second, weaker request [mcp.apply.context-used]', async () => {
    const { apply } = await setUp([
      say('one', 'feed animals in the barn'),
      say('two', 'feed animals in the zoo'),
      say('three', 'quarterly tax declaration'),
    ]);
    const first = async (context: string) =>
      (await apply('feed animals', { context, minSimilarity: 0 })).patterns[0]?.pattern.id;
    expect(await first('at the zoo')).toBe('two');
    expect(await first('in the barn')).toBe('one');
    expect(await first('quarterly tax declaration')).not.toBe('three');
  });

  test('leaves out what is excluded, unreadable, of another category or retired [mcp.apply.exclude]', async () => {
    const { apply } = await setUp([
      say('mine', 'feed the cats'),
      say('team', 'feed the cats', { accessLevel: 'TEAM' }),
      say('other', 'feed the cats', { accessLevel: 'TEAM', category: 'other' }),
      say('retired', 'feed the cats', { accessLevel: 'TEAM', status: 'RETIRED' }),
    ]);
    const ids = async (...given: Parameters<typeof apply>) =>
      (await apply(...given)).patterns.map(({ pattern }) => pattern.id).toSorted();
    expect(await ids('feed the cats')).toEqual(['mine', 'other', 'team']);
    expect(await ids('feed the cats', {}, bob)).toEqual(['other', 'team']);
    expect(await ids('feed the cats', { excludeIds: ['mine'], category: 'testing' })).toEqual(['team']);
  });

  test('by words alone says that it is degraded', async () => {
    const { apply } = await setUp(ANIMALS, createStubEmbedder({ state: { kind: 'loading' } }));
    const result = await apply('feed the cats every morning', { minSimilarity: 0.1, context: 'in the barn' });
    expect(result.degraded).toContain('loading');
    expect(result.patterns[0]?.pattern.id).toBe('cats');
  });
});

describe('applying a named pattern', () => {
  test('gives it, part by part [mcp.apply.by-id, mcp.apply.over-budget]', async () => {
    const body = Array.from({ length: 80 }, (_, index) => `## Step ${index}\n\n${'word '.repeat(40).trim()}`).join(
      '\n\n',
    );
    const { apply } = await setUp([say('long', 'x', { patternData: { body } })]);
    const first = await apply('id:long', { tokenBudget: 1_000 });
    const second = await apply('id: long ', { tokenBudget: 1_000, part: 2 });
    expect(first.patterns[0]).toMatchObject({ part: 1, similarity: 1 });
    expect(second.patterns[0]?.part).toBe(2);
    expect(body).toContain(second.patterns[0]?.content);
    expect(second.patterns[0]?.content).not.toBe(first.patterns[0]?.content);
  });

  test('that may not be read finds nothing, as an unknown one does [mcp.apply.by-id]', async () => {
    const { apply } = await setUp([say('secret', 'x')]);
    const [unreadable, unknown] = [await apply('id:secret', {}, bob), await apply('id:unknown', {}, bob)];
    expect(unreadable).toMatchObject({ patterns: [], applicationId: undefined });
    expect(unreadable.message).toContain('not accessible');
    expect(unreadable).toEqual(unknown);
  });
});

describe('an earlier application without an outcome', () => {
  test('is mentioned once [mcp.apply.reminder]', async () => {
    const { apply } = await setUp(ANIMALS);
    const first = await apply('feed the cats');
    expect(first.openApplication).toBeUndefined();
    expect((await apply('walk the dogs')).openApplication).toMatchObject({
      id: first.applicationId,
      query: 'feed the cats',
    });
    expect((await apply('feed the cats')).openApplication).toBeUndefined();
    expect((await apply('nothing fits this', {}, bob)).openApplication).toBeUndefined();
  });
});

describe('the limits of apply', () => {
  test.each([
    ['pattern_query', { patternQuery: ' ' }],
    ['pattern_query', { patternQuery: 'x'.repeat(16 * 1024 + 1) }],
    ['context', { context: 'x'.repeat(64 * 1024 + 1) }],
    ['max_patterns', { maxPatterns: 0 }],
    ['max_patterns', { maxPatterns: 21 }],
    ['min_similarity', { minSimilarity: 1.1 }],
    ['token_budget', { tokenBudget: 20_001 }],
    ['part', { part: 0 }],
    ['exclude_ids', { excludeIds: new Array<string>(101).fill('x') }],
  ])(
    '%s is refused out of its range [mcp.apply.max-patterns-default, mcp.apply.token-budget-default]',
    async (field, change) => {
      const { apply } = await setUp([]);
      await expect(apply('x', change)).rejects.toMatchObject({ violations: [{ field }] });
    },
  );

  test('a use can be recorded for what was applied', async () => {
    const { apply, engine } = await setUp(ANIMALS);
    await apply('feed the cats');
    await recordUsage(engine, ann, { patternId: 'cats', success: true });
    expect(engine.unitOfWork.committed().patterns.get('cats')?.usage.successCount).toBe(1);
  });
});
