import { BadRequest, CreatePatternRequest, ErrorInfo } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
});

afterAll(() => core[Symbol.asyncDispose]());

const item = (patternName: string, changes: object = {}) => ({
  patternName,
  category: 'batch',
  patternData: { description: `${patternName} is good for something` },
  ...changes,
});

const listed = async (category: string) => (await ann.patterns.listPatterns({ category, pageSize: 200 })).patterns;

describe('BatchCreatePatterns', () => {
  test('stores items with their defaults, found by words at once [batch.create]', async () => {
    const category = 'three';
    const names = ['index_b', 'index_a', 'index_c'];
    const answer = await ann.patterns.batchCreatePatterns({ patterns: names.map((name) => item(name, { category })) });
    expect(answer.searchableByWords).toBe(true);
    const patterns = answer.results.map(({ result }) => (result?.$case === 'pattern' ? result.value : undefined));
    expect(patterns).toMatchObject(
      names.map((patternName) => ({ patternName, version: '1.0.0', learningWeight: 1, patternData: undefined })),
    );
    expect((await listed(category)).map(({ id }) => id)).toEqual(patterns.map((pattern) => pattern?.id));
    const whole = await ann.patterns.getPattern({ patternId: patterns[0]?.id ?? '' });
    expect(whole.pattern?.patternData).toEqual(item('index_b').patternData);
    const { hits } = await ann.patterns.searchPatterns({ queryText: 'index_c', category });
    expect(hits[0]?.pattern?.patternName).toBe('index_c');
  });

  test('with a bad third item stores nothing and names it [batch.one-transaction, batch.error-names-item]', async () => {
    const category = 'bad-third';
    const patterns = ['a', 'b', 'c', 'd'].map((name) => item(name, { category }));
    patterns[2] = item('c', { category, version: 'v2' });
    const refusal = await refusalOf((options) => ann.patterns.batchCreatePatterns({ patterns }, options));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'patterns[2].version' }] });
    expect(await listed(category)).toEqual([]);
  });

  test('names a request_id and an unknown enum value in an item as its fields', async () => {
    const patterns = [
      item('a'),
      item('b', { requestId: 'c2f8a5de-3f0a-4a3c-9a2b-1f2e3d4c5b6a' }),
      item('c', { status: 99 }),
    ];
    const refusal = await refusalOf((options) => ann.patterns.batchCreatePatterns({ patterns }, options));
    expect(refusal.violations.map(({ field }) => field)).toEqual(['patterns[1].request_id', 'patterns[2].status']);
  });

  test('itemwise answers each item with its pattern or a status with details [batch.itemwise]', async () => {
    const category = 'itemwise';
    const patterns = [
      item('a', { category }),
      item('a', { category }),
      item('', { category }),
      item('b', { category }),
    ];
    const { results } = await ann.patterns.batchCreatePatterns({ patterns, itemwise: true });
    expect(results.map(({ result }) => result?.$case)).toEqual(['pattern', 'error', 'error', 'pattern']);
    const errors = results.flatMap(({ result }) => (result?.$case === 'error' ? [result.value] : []));
    const detail = (at: number, name: string) =>
      errors[at]?.details.find(({ typeUrl }) => typeUrl.endsWith(name))?.value ?? new Uint8Array();
    expect(ErrorInfo.decode(detail(0, 'ErrorInfo'))).toMatchObject({ reason: 'PATTERN_EXISTS' });
    expect(BadRequest.decode(detail(1, 'BadRequest')).fieldViolations).toMatchObject([{ field: 'pattern_name' }]);
    expect((await listed(category)).map(({ patternName }) => patternName)).toEqual(['a', 'b']);
  });

  test('takes 3 MiB, and one byte more is refused with the limit [batch.bytes]', async () => {
    const sizeOf = (patterns: readonly object[]) =>
      patterns.reduce(
        (sum, one) => sum + CreatePatternRequest.encode(CreatePatternRequest.fromPartial(one)).finish().length,
        0,
      );
    const limit = 3 * 1024 * 1024;
    const filled = (bytes: number) => {
      const patterns = Array.from({ length: 13 }, (_, at) =>
        item(`big-${at}`, { category: 'bytes', patternData: { text: 'x'.repeat(at < 12 ? 245_000 : 100_000) } }),
      );
      const missing = bytes - sizeOf(patterns);
      patterns[12] = item('big-12', { category: 'bytes', patternData: { text: 'x'.repeat(100_000 + missing) } });
      return patterns;
    };
    expect(sizeOf(filled(limit))).toBe(limit);
    const refusal = await refusalOf((options) =>
      ann.patterns.batchCreatePatterns({ patterns: filled(limit + 1) }, options),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'patterns' }] });
    expect(refusal.message).toContain('3 MiB');
    expect(await listed('bytes')).toEqual([]);
    const { results } = await ann.patterns.batchCreatePatterns({ patterns: filled(limit) });
    expect(results).toHaveLength(13);
  });

  test('with the same request_id again gives the first answer, also after the pattern changed', async () => {
    const requestId = '5b9f6c9e-6d53-4f0e-8a64-2f6f1d0a7c11';
    const request = { patterns: [item('once', { category: 'again' })], requestId };
    const first = await ann.patterns.batchCreatePatterns(request);
    expect((await ann.patterns.batchCreatePatterns(request)).results).toEqual(first.results);
    expect(await listed('again')).toHaveLength(1);
  });
});
