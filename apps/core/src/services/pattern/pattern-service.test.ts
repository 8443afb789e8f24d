import { AccessLevel, EmbedderState, PatternStatus, PatternView, SearchMode } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';
import { waitUntil } from '../../testing/wait-until.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await waitUntil(async () => (await ann.admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

describe('CreatePattern', () => {
  test('stores a pattern, answers it whole, and searches find it at once [identity.default-namespace-name]', async () => {
    const { pattern, searchableByWords, searchableByMeaning } = await ann.patterns.createPattern({
      patternName: 'retry-with-backoff',
      category: 'resilience',
      patternData: {
        description: 'Try a failing call again after growing pauses.',
        steps: ['wait', { twice: 2 }],
        none: null,
      },
      tags: ['network'],
      accessLevel: AccessLevel.TEAM,
      complexityScore: 0,
    });
    expect(pattern).toMatchObject({
      patternName: 'retry-with-backoff',
      agentId: 'ann',
      namespace: 'default',
      accessLevel: AccessLevel.TEAM,
      status: PatternStatus.ACTIVE,
      version: '1.0.0',
      etag: '1',
      revision: 1,
      complexityScore: 0,
      usageCount: 0,
      learningWeight: 1,
      isHead: true,
      parentPatternId: undefined,
      patternData: {
        description: 'Try a failing call again after growing pauses.',
        steps: ['wait', { twice: 2 }],
        none: null,
      },
    });
    expect({ searchableByWords, searchableByMeaning }).toEqual({ searchableByWords: true, searchableByMeaning: true });
    const { hits } = await bob.patterns.searchPatterns({
      queryText: 'flaky network requests should be attempted once more',
    });
    expect(hits[0]?.pattern?.id).toBe(pattern?.id);
  });

  test('names every bad field at once [grpc.error-fields, create.required]', async () => {
    const refusal = await refusalOf((options) =>
      ann.patterns.createPattern(
        { patternName: '', category: '', patternData: { a: 1 }, tags: ['good', ''], confidence: 2 },
        options,
      ),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD', domain: 'tmws.learning.v1' });
    expect(refusal.violations.map(({ field }) => field)).toEqual(['pattern_name', 'category', 'tags[1]', 'confidence']);
  });

  test.each([
    ['pattern_name', { patternName: '' }],
    ['category', { category: '' }],
    ['pattern_data', { patternData: undefined }],
  ])('names %s where it alone is missing [create.required]', async (field, change) => {
    const whole = { patternName: 'nearly whole', category: 'test', patternData: { description: 'x' } };
    const refusal = await refusalOf((options) => ann.patterns.createPattern({ ...whole, ...change }, options));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD', violations: [{ field }] });
    expect(refusal.violations).toHaveLength(1);
  });

  test('tells the id of a pattern whose name is taken [create.unique-name]', async () => {
    const request = { patternName: 'taken', category: 'test', patternData: { description: 'first' } };
    const { pattern } = await ann.patterns.createPattern(request);
    const refusal = await refusalOf((options) => ann.patterns.createPattern(request, options));
    expect(refusal).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'PATTERN_EXISTS',
      metadata: { pattern_id: pattern?.id, pattern_name: 'taken' },
    });
  });

  test('answers a request that is repeated with its first answer [grpc.request-id-reused]', async () => {
    const request = {
      patternName: 'once',
      category: 'test',
      patternData: { description: 'once' },
      requestId: '6f2a58c1-91ac-4b73-9d3a-5a8a0c5b1f10',
    };
    const [first, second] = [await ann.patterns.createPattern(request), await ann.patterns.createPattern(request)];
    expect(second.pattern).toEqual(first.pattern);
    const refusal = await refusalOf((options) =>
      ann.patterns.createPattern({ ...request, category: 'other' }, options),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_ID_REUSED' });
  });

  test('refuses another owner, a namespace without membership, a parent that is unknown and a level that does not exist [identity.namespace-checked]', async () => {
    const request = { patternName: 'refused', category: 'test', patternData: { description: 'x' } };
    const changes = [
      { agentId: 'ann' },
      { namespace: 'elsewhere' },
      { parentPatternId: 'nope' },
      { accessLevel: AccessLevel.SYSTEM },
    ];
    const refusals = await Promise.all(
      changes.map((change) => refusalOf((options) => bob.patterns.createPattern({ ...request, ...change }, options))),
    );
    expect(refusals.map(({ code, reason }) => [code, reason])).toEqual([
      ['PERMISSION_DENIED', 'ACTING_FOR_OTHER_DENIED'],
      ['PERMISSION_DENIED', 'NOT_A_MEMBER'],
      ['NOT_FOUND', 'PATTERN_NOT_FOUND'],
      ['PERMISSION_DENIED', 'NOT_ADMIN'],
    ]);
  });

  test('keeps why a pattern is deprecated and what replaces it', async () => {
    const given = { status: PatternStatus.DEPRECATED, deprecatedReason: 'superseded', replacedBy: 'new' };
    const request = { patternName: 'old', category: 'test', patternData: { a: 1 }, ...given };
    const { pattern } = await ann.patterns.createPattern(request);
    expect(pattern).toMatchObject(given);
  });

  test('refuses numbers that JSON does not have', async () => {
    const refusal = await refusalOf((options) =>
      ann.patterns.createPattern({ patternName: 'n', category: 'c', patternData: { a: { b: [Number.NaN] } } }, options),
    );
    expect(refusal).toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'pattern_data.a.b[0]' }] });
  });
});

describe('GetPattern', () => {
  test('answers the same for a pattern that does not exist and one that may not be read [access.not-found-equal]', async () => {
    const { pattern } = await ann.patterns.createPattern({ patternName: 'mine', category: 'c', patternData: { a: 1 } });
    const id = pattern?.id ?? '';
    expect((await ann.patterns.getPattern({ patternId: id })).pattern?.patternData).toEqual({ a: 1 });
    const hidden = await refusalOf((options) => bob.patterns.getPattern({ patternId: id }, options));
    const unknownId = '0198a000-0000-7000-8000-000000000000';
    const unknown = await refusalOf((options) => bob.patterns.getPattern({ patternId: unknownId }, options));
    expect(hidden).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND', metadata: { pattern_id: id } });
    expect({ ...hidden, message: hidden.message.replace(id, unknownId), metadata: { pattern_id: unknownId } }).toEqual(
      unknown,
    );
  });
});

describe('ListPatterns', () => {
  test('pages through what passes the filter, without the content', async () => {
    const pager = core.as('pager', 'paging');
    for (const name of ['a', 'b', 'c']) {
      await pager.patterns.createPattern({ patternName: name, category: 'paged', patternData: { name } });
    }
    const first = await pager.patterns.listPatterns({ namespace: 'paging', pageSize: 2 });
    const second = await pager.patterns.listPatterns({
      namespace: 'paging',
      pageSize: 2,
      pageToken: first.nextPageToken,
    });
    expect([...first.patterns, ...second.patterns].map(({ patternName }) => patternName)).toEqual(['a', 'b', 'c']);
    expect(second.nextPageToken).toBe('');
    expect(first.patterns[0]?.patternData).toBeUndefined();
    const refusal = await refusalOf((options) =>
      bob.patterns.listPatterns({ namespace: 'paging', pageSize: 2, pageToken: first.nextPageToken }, options),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'PAGE_TOKEN_INVALID' });
  });

  test('refuses an unknown level by its place', async () => {
    const refusal = await refusalOf((options) =>
      // A level of a later contract.
      ann.patterns.listPatterns({ accessLevels: [AccessLevel.TEAM, AccessLevel.UNRECOGNIZED] }, options),
    );
    expect(refusal.violations).toMatchObject([{ field: 'access_levels[1]' }]);
  });
});

describe('SearchPatterns', () => {
  test('answers a question with why each hit was found [search.explains, search.mode-default]', async () => {
    await ann.patterns.createPattern({
      patternName: 'pdf-tables',
      category: 'documents',
      patternData: { description: 'Extract tables from PDF files into spreadsheets.' },
      accessLevel: AccessLevel.PUBLIC,
    });
    const answer = await bob.patterns.searchPatterns({
      queryText: 'extract tables from a pdf',
      view: PatternView.FULL,
    });
    expect(answer).toMatchObject({ mode: SearchMode.HYBRID, degraded: false, degradedReason: '' });
    const [best] = answer.hits;
    expect(best).toMatchObject({ denseRank: 1, lexicalRank: 1, passageSource: 'description' });
    expect(best?.pattern?.patternName).toBe('pdf-tables');
    expect(best?.matchedPassage).toContain('PDF');
    expect(best?.pattern?.patternData?.description).toContain('PDF');
    expect(best?.similarity).toBeGreaterThan(0.7);
  });

  test.each([SearchMode.HYBRID, SearchMode.SEMANTIC, SearchMode.LEXICAL])(
    'says that the mode ran that was asked for, %i [search.mode-default]',
    async (mode) => {
      const answer = await ann.patterns.searchPatterns({ queryText: 'extract tables from a pdf', mode });
      expect(answer).toMatchObject({ mode, degraded: false });
    },
  );

  test('leaves out what is less similar than asked, and says so', async () => {
    const answer = await bob.patterns.searchPatterns({ queryText: 'knitting a woollen hat', minSimilarity: 0.99 });
    expect(answer).toMatchObject({ hits: [], message: expect.stringContaining('Nothing that you may read fits') });
  });

  test('refuses numbers out of range', async () => {
    const refusal = await refusalOf((options) =>
      ann.patterns.searchPatterns({ queryText: 'x', minSimilarity: Number.NaN, minSuccessRate: 2 }, options),
    );
    expect(refusal.violations.map(({ field }) => field)).toEqual(['min_success_rate', 'min_similarity']);
  });
});
