import { DomainError, type Pattern } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { createPattern } from '../pattern/create-pattern.ts';
import { searchPatterns } from '../search/search-patterns.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { lintPattern } from './lint-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const TEXT =
  'Puts the columns that a query compares with equality first in a composite index and the range column last, so that ' +
  'the database reads one short piece of the index instead of the whole table, and keeps the index narrow enough to ' +
  'stay in memory while other queries of the same service go on without noticing anything of the change';

const RECOMMENDED = {
  when_to_use: 'Zanzibar season',
  when_not_to_use: 'b',
  prerequisites: ['c'],
  code_example: 'd',
  frameworks: ['e'],
  languages: ['f'],
  benchmark: { before: '2000ms', after: '300ms' },
  benefits: ['g'],
  drawbacks: ['h'],
  gotchas: ['quokka'],
};

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async (embedder = createStubEmbedder()) => {
  const engine = await createTestEngine({ embedder });
  engines.push(engine);
  const create = (patternName: string, changes: Partial<Parameters<typeof createPattern>[2]> = {}, caller = ann) =>
    createPattern(engine, caller, {
      patternName,
      category: 'database',
      patternData: { description: TEXT },
      ...changes,
    });
  const lint = (pattern: Pattern, caller = ann) => lintPattern(engine, caller, { patternId: pattern.id });
  return { engine, create, lint };
};

const duplicates = (findings: Awaited<ReturnType<typeof lintPattern>>) =>
  findings.filter(({ code }) => code === 'near_duplicate');

describe('findings of a creation', () => {
  test('name code, field and text, and reject nothing [lint.findings, lint.never-rejects]', async () => {
    const { create, engine } = await setUp();
    const { pattern, findings } = await create('pattern1', { patternData: {} });
    expect(engine.unitOfWork.committed().patterns.has(pattern.id)).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(['generic_name', ...Array(6).fill('missing_field')]);
    for (const { field, text } of findings) {
      expect(field).not.toBe('');
      expect(text).toMatch(/\w.*\.$/);
    }
  });

  test('a near-duplicate is named by its id, and one that the caller cannot read never is [lint.near-duplicate]', async () => {
    const { create } = await setUp();
    const first = await create('composite_index_order');
    expect(duplicates(first.findings)).toEqual([]);
    const second = await create('composite_index_columns');
    expect(duplicates(second.findings)).toMatchObject([{ relatedPatternIds: [first.pattern.id], pending: false }]);
    const other = await create('composite_index_other', {}, bob);
    expect(duplicates(other.findings)).toEqual([]);
  });

  test('another version of a pattern is no duplicate of it', async () => {
    const { create } = await setUp();
    await create('composite_index_order');
    const next = await create('composite_index_order', { version: '2.0.0' });
    expect(duplicates(next.findings)).toEqual([]);
  });

  test('while the embedder is away near-duplicates are pending, and told when it is back [lint.near-duplicate-pending]', async () => {
    const embedder = createStubEmbedder();
    const { engine, create, lint } = await setUp(embedder);
    const first = await create('composite_index_order');
    embedder.setState({ kind: 'unavailable', reason: 'The endpoint is off.' });
    const second = await create('composite_index_columns');
    expect(duplicates(second.findings)).toMatchObject([{ pending: true, relatedPatternIds: [] }]);
    embedder.setState({ kind: 'ready' });
    await engine.indexer.idle();
    expect(duplicates(await lint(second.pattern))).toMatchObject([
      { pending: false, relatedPatternIds: [first.pattern.id] },
    ]);
  });

  test('a model without a mark for duplicates finds none', async () => {
    const { create } = await setUp(createStubEmbedder({ model: { duplicateMark: undefined } }));
    await create('composite_index_order');
    expect(duplicates((await create('composite_index_columns')).findings)).toEqual([]);
  });
});

test('a creation whose search for near-duplicates meets an index that is being made anew is a creation all the same', async () => {
  const { engine, create } = await setUp();
  engine.index.searchMeaning = () => Promise.reject(new DomainError('INDEX_REBUILDING', 'The index is being rebuilt.'));
  const { pattern, findings } = await create('composite_index_order');
  expect(engine.unitOfWork.committed().patterns.has(pattern.id)).toBe(true);
  expect(duplicates(findings)).toMatchObject([{ pending: true }]);
});

describe('LintPattern', () => {
  test('gives the findings of the creation and changes nothing [lint.rpc]', async () => {
    const { engine, create, lint } = await setUp();
    const { pattern, findings } = await create('fix_bug', { accessLevel: 'TEAM' });
    const before = engine.unitOfWork.committed();
    expect(await lint(pattern)).toEqual(findings);
    expect(await lint(pattern, bob)).toEqual(findings);
    expect(engine.unitOfWork.committed()).toBe(before);
  });

  test('gives what the safety scan found on the present revision', async () => {
    const { engine, create, lint } = await setUp();
    const { pattern, findings } = await create('composite_index_order');
    const scanned = { ...(findings[0] ?? expect.fail()), id: 'f-1', code: 'secret' };
    const kept = { finding: scanned, isHeld: false, approval: undefined };
    engine.unitOfWork.committed().findings.set(`${pattern.id} 1`, [kept]);
    expect((await lint(pattern)).at(-1)).toEqual(scanned);
  });

  test('of a pattern that the caller cannot read is PATTERN_NOT_FOUND', async () => {
    const { create, lint } = await setUp();
    const { pattern } = await create('composite_index_order');
    await expect(lint(pattern, bob)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
  });
});

test('the recommended fields are kept and found, and their absence is no finding [lint.recommended-fields]', async () => {
  const { engine, create } = await setUp();
  const { pattern, findings } = await create('composite_index_order', {
    patternData: { description: TEXT, ...RECOMMENDED },
  });
  expect(pattern.patternData).toMatchObject(RECOMMENDED);
  const without = await create('composite_index_columns', { patternData: { description: TEXT } });
  const missing = (all: typeof findings) =>
    all.filter(({ code }) => code === 'missing_field').map(({ field }) => field);
  expect(missing(without.findings)).toEqual(missing(findings));
  for (const query of ['zanzibar', 'quokka']) {
    const { hits } = await searchPatterns(engine, ann, {
      query,
      mode: 'LEXICAL',
      versions: 'heads',
      pageSize: 5,
      pageToken: '',
      contentBytes: undefined,
    });
    expect(hits.map((hit) => hit.pattern.id)).toEqual([pattern.id]);
  }
});
