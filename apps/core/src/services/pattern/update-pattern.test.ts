import { AccessLevel, type Pattern, Pattern as PatternMessage, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
let ann: Clients;
let bob: Clients;
let number = 0;

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  // The first agent of a folder is its system admin.
  await root.access.whoAmI({});
  ann = core.as('ann');
  bob = core.as('bob');
  await bob.access.whoAmI({});
});

afterAll(() => core[Symbol.asyncDispose]());

const FULL = {
  category: 'network',
  subcategory: 'http',
  tags: ['a', 'b'],
  learningWeight: 2,
  complexityScore: 0.5,
  accessLevel: AccessLevel.TEAM,
  sharedWithAgents: ['cid'],
};

const create = async (over: object = {}): Promise<Pattern> => {
  number += 1;
  const request = { patternName: `pattern number ${number}`, patternData: { description: 'One.' }, ...FULL, ...over };
  const { pattern } = await ann.patterns.createPattern(request);
  if (pattern === undefined) throw new Error('Nothing was created.');
  return pattern;
};

const read = async (patternId: string): Promise<Pattern | undefined> =>
  (await ann.patterns.getPattern({ patternId })).pattern;

const without = (pattern: Pattern | undefined, ...names: readonly string[]): object =>
  Object.fromEntries(
    Object.entries(pattern ?? {}).filter(
      ([name]) => !['etag', 'revision', 'updatedAt', ...names].some((left) => left === name),
    ),
  );

describe('UpdatePattern', () => {
  test('moves the time of update and never that of creation [pattern.timestamps]', async () => {
    const created = await create();
    const { pattern: data } = await ann.patterns.updatePattern({ patternId: created.id, patternData: { a: 'new' } });
    const { pattern: meta } = await ann.patterns.updatePattern({ patternId: created.id, category: 'other' });
    const { pattern: read } = await bob.patterns.getPattern({ patternId: created.id });
    const times = [created, data, meta].map((pattern) => pattern?.updatedAt?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(3);
    for (const pattern of [data, meta, read]) expect(pattern?.createdAt).toEqual(created.createdAt);
    expect(read?.updatedAt).toEqual(meta?.updatedAt);
    expect(PatternMessage.toJSON(read ?? created)).toMatchObject({
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/),
    });
  });

  test('changes each field by itself, and leaves the others as they are [update.fields]', async () => {
    const changes = [
      { patternData: { description: 'Two.' } },
      { category: 'database' },
      { subcategory: 'sql' },
      { tags: ['c'] },
      { status: PatternStatus.DEPRECATED },
      { learningWeight: 3 },
      { complexityScore: 0 },
      { accessLevel: AccessLevel.PUBLIC },
      { sharedWithAgents: ['dan'] },
    ];
    for (const change of changes) {
      const before = await create();
      const { pattern } = await ann.patterns.updatePattern({ patternId: before.id, ...change });
      const names = Object.keys(change);
      expect(pattern).toMatchObject(change);
      expect(without(pattern, ...names)).toEqual(without(before, ...names));
    }
  });

  test('changes what its mask names alone, and clears what has no value there [update.mask, update.mask-clears]', async () => {
    const deprecation = { status: PatternStatus.DEPRECATED, deprecatedReason: 'slow', replacedBy: 'new one' };
    const { id } = await create({ ...deprecation, serveAsSkill: true, confidence: 0.9 });
    const filled = { patternId: id, category: 'new', subcategory: 'new', tags: ['new'] };
    const { pattern } = await ann.patterns.updatePattern({ ...filled, updateMask: ['category'] });
    expect(pattern).toMatchObject({ ...FULL, category: 'new' });
    const cleared = await ann.patterns.updatePattern({
      patternId: id,
      updateMask: [
        ...['complexity_score', 'tags', 'learning_weight', 'subcategory', 'shared_with_agents', 'confidence'],
        ...['deprecated_reason', 'replaced_by', 'serve_as_skill'],
      ],
    });
    expect(cleared.pattern).toMatchObject({
      complexityScore: undefined,
      tags: [],
      learningWeight: 1,
      subcategory: undefined,
      sharedWithAgents: [],
      confidence: 0.5,
      deprecatedReason: undefined,
      replacedBy: undefined,
      serveAsSkill: false,
    });
    for (const field of ['pattern_name', 'namespace', 'category', 'pattern_data']) {
      const refusal = await refusalOf((options) =>
        ann.patterns.updatePattern({ patternId: id, updateMask: [field] }, options),
      );
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD', violations: [{ field }] });
    }
  });

  test('refuses a mask that names what cannot be changed [update.immutable]', async () => {
    const before = await create();
    for (const name of ['id', 'agent_id', 'lineage_id', 'version', 'parent_pattern_id', 'usage_count', 'created_at']) {
      const refusal = await refusalOf((options) =>
        ann.patterns.updatePattern({ patternId: before.id, updateMask: [name], category: 'x' }, options),
      );
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD' });
    }
    expect(await read(before.id)).toEqual(before);
  });

  test('obeys the limits of creation, and changes nothing when one is broken [update.limits]', async () => {
    const before = await create();
    const refusal = await refusalOf((options) =>
      ann.patterns.updatePattern({ patternId: before.id, learningWeight: 11, category: 'good' }, options),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD' });
    expect(refusal.violations.map(({ field }) => field)).toEqual(['learning_weight']);
    expect(await read(before.id)).toEqual(before);
    expect(await refusalOf((options) => ann.patterns.updatePattern({ patternId: before.id }, options))).toMatchObject({
      reason: 'INVALID_FIELD',
    });
  });

  test('replaces the data as a whole, and answers with what GetPattern gives and the findings on it [update.data-replaced, update.returns]', async () => {
    const { id } = await create({ patternData: { description: 'One.', problem: 'p' } });
    const { pattern, findings } = await ann.patterns.updatePattern({ patternId: id, patternData: { solution: 's' } });
    expect(pattern?.patternData).toEqual({ solution: 's' });
    expect(pattern).toMatchObject({ etag: '2', revision: 2 });
    expect(pattern).toEqual(await read(id));
    const { findings: linted } = await ann.patterns.lintPattern({ patternId: id });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings).toEqual(linted);
  });

  test('refuses a stale etag with the current one, and needs none [update.etag, update.etag-optional, revision.etag]', async () => {
    const { id, etag } = await create();
    expect(etag).toBe('1');
    await ann.patterns.updatePattern({ patternId: id, category: 'first', etag });
    const refusal = await refusalOf((options) =>
      ann.patterns.updatePattern({ patternId: id, category: 'second', etag }, options),
    );
    expect(refusal).toMatchObject({
      code: 'ABORTED',
      reason: 'REVISION_CONFLICT',
      metadata: { pattern_id: id, etag: '2' },
    });
    const { pattern } = await ann.patterns.updatePattern({ patternId: id, category: 'third' });
    expect(pattern).toMatchObject({ category: 'third', etag: '3' });
    const { revisions } = await ann.patterns.listRevisions({ patternId: id });
    expect(revisions.map(({ revision }) => revision)).toEqual([3, 2, 1]);
  });

  test('with one etag succeeds once among many at the same time [update.concurrent]', async () => {
    const { id, etag } = await create();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 32 }, (_, place) =>
        ann.patterns.updatePattern({ patternId: id, category: `c${place}`, etag }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await read(id)).toMatchObject({ revision: 2 });
  });

  test('goes with an etag that was read before the pattern was used [update.etag-usage]', async () => {
    const before = await create();
    await ann.usage.recordUsage({ patternId: before.id, success: true });
    const used = await read(before.id);
    expect(used).toMatchObject({ etag: before.etag, updatedAt: before.updatedAt, usageCount: 1 });
    await ann.patterns.updatePattern({ patternId: before.id, category: 'x', etag: before.etag });
  });

  test('renames every version, unless the owner has the name already [update.rename]', async () => {
    const first = await create({ patternName: 'whirligig of old' });
    const { pattern: second } = await ann.versions.createVersion({
      patternId: first.id,
      newVersion: '2.0.0',
      patternData: { description: 'next' },
    });
    await ann.usage.recordUsage({ patternId: first.id, success: true });
    await ann.patterns.updatePattern({ patternId: first.id, patternName: 'zymurgy of new' });
    expect(await read(first.id)).toMatchObject({ patternName: 'zymurgy of new', usageCount: 1, id: first.id });
    expect(await read(second?.id ?? '')).toMatchObject({ patternName: 'zymurgy of new', version: '2.0.0' });
    const { hits } = await ann.patterns.searchPatterns({ queryText: 'zymurgy' });
    expect(hits[0]?.pattern).toMatchObject({ id: second?.id, patternName: 'zymurgy of new' });
    const taken = await create({ patternName: 'taken name' });
    const refusal = await refusalOf((options) =>
      ann.patterns.updatePattern({ patternId: first.id, patternName: 'taken name' }, options),
    );
    expect(refusal).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'PATTERN_EXISTS',
      metadata: { pattern_id: taken.id },
    });
  });

  test('moves every version to a namespace of the caller, and to no other [update.move]', async () => {
    // An agent joins a namespace on the socket by calling from it.
    await core.as('ann', 'project-x').access.whoAmI({});
    const member = core.as('eve', 'project-x');
    await member.access.whoAmI({});
    const first = await create();
    const { pattern: second } = await ann.versions.createVersion({
      patternId: first.id,
      newVersion: '2.0.0',
      patternData: { description: 'next' },
    });
    await ann.patterns.updatePattern({ patternId: first.id, namespace: 'project-x' });
    expect(await read(second?.id ?? '')).toMatchObject({ namespace: 'project-x' });
    expect((await member.patterns.getPattern({ patternId: first.id })).pattern?.id).toBe(first.id);
    expect(await refusalOf((options) => bob.patterns.getPattern({ patternId: first.id }, options))).toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
    });
    const refusal = await refusalOf((options) =>
      ann.patterns.updatePattern({ patternId: first.id, namespace: 'foreign' }, options),
    );
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_A_MEMBER' });
  });

  test('shows why a pattern is deprecated and what replaces it, in get and search [status.deprecated-replaced-by]', async () => {
    const { id } = await create({ patternName: 'quixotry', patternData: { description: 'quixotry' } });
    const given = { status: PatternStatus.DEPRECATED, deprecatedReason: 'too slow', replacedBy: 'better one' };
    await ann.patterns.updatePattern({ patternId: id, ...given });
    expect(await read(id)).toMatchObject(given);
    const { hits } = await ann.patterns.searchPatterns({ queryText: 'quixotry' });
    expect(hits.find(({ pattern }) => pattern?.id === id)?.pattern).toMatchObject(given);
  });

  test('keeps what the data says of a deprecation, and points to the status [status.deprecated-in-data]', async () => {
    const { id } = await create();
    const patternData = { deprecated_reason: 'too slow', replacement_pattern: 'better' };
    const { pattern, findings } = await ann.patterns.updatePattern({ patternId: id, patternData });
    expect(pattern).toMatchObject({ patternData, status: PatternStatus.ACTIVE });
    const hints = findings.filter(({ code }) => code === 'deprecated_in_data');
    expect(hints.map(({ field }) => field)).toEqual(Object.keys(patternData).map((key) => `pattern_data.${key}`));
    expect(hints.every(({ text }) => text.includes('status DEPRECATED'))).toBe(true);
  });

  test('is for the owner, and at level SYSTEM for system admins', async () => {
    const { id } = await create({ accessLevel: AccessLevel.PUBLIC });
    const foreign = await refusalOf((options) =>
      bob.patterns.updatePattern({ patternId: id, category: 'mine' }, options),
    );
    expect(foreign).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_OWNER', metadata: { owner: 'ann' } });
    const raised = await refusalOf((options) =>
      ann.patterns.updatePattern({ patternId: id, accessLevel: AccessLevel.SYSTEM }, options),
    );
    expect(raised).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    const { pattern } = await root.patterns.updatePattern({
      patternId: id,
      accessLevel: AccessLevel.SYSTEM,
      asAdmin: true,
    });
    expect(pattern).toMatchObject({ agentId: 'system', accessLevel: AccessLevel.SYSTEM });
    const lowered = await refusalOf((options) => ann.patterns.deletePattern({ patternId: id }, options));
    expect(lowered).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
  });
});
