import { randomUUID } from 'node:crypto';
import { all, type Condition, countUse, DomainError, isIn, type Pattern, unusedRecord } from '@tmws/domain';
import type { UnitOfWork } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const ALL: Condition = { kind: 'all', of: [] };

const insert = (storage: UnitOfWork, ...patterns: readonly Pattern[]): Promise<void> =>
  storage.write(async (store) => {
    for (const pattern of patterns) await store.patterns.insert(pattern);
  });

const refusal = async (work: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof DomainError) return error;
  throw new Error('No DomainError was thrown.', { cause: error });
};

const at = (milliseconds: number): Date => new Date(1_700_000_000_000 + milliseconds);

const full = (): Pattern => {
  const used = countUse(unusedRecord(at(0)), {
    outcome: true,
    executionTime: 1.25,
    byOwner: true,
    usedAt: at(7),
    countsInEffectiveness: true,
  });
  return samplePattern({
    parentPatternId: randomUUID(),
    patternName: 'Größe "prüfen" \u{1F600}',
    subcategory: 'unit',
    tags: ['z', 'a', 'm'],
    accessLevel: 'SHARED',
    sharedWithAgents: ['zoe', 'adam'],
    status: 'DEPRECATED',
    deprecatedReason: 'old',
    replacedBy: 'new one',
    patternData: { nested: { list: [1, null, true, 'x'], constructor: 'fine' } },
    version: '2.0.0-rc.1+build',
    isHead: false,
    learningWeight: 7.5,
    complexityScore: 0.25,
    confidencePrior: 0,
    serveAsSkill: true,
    createdAt: at(1),
    updatedAt: at(5),
    deletedAt: at(9),
    usage: used,
  });
};

test('is found by its name through the index of names, not by reading its namespace', async () => {
  await using world = await temporaryStorage();
  const plan = lookInto(
    world.folder,
    "explain query plan select * from patterns where namespace_id = 'n' and agent_id = 'a' and pattern_name = 'p' and deleted_at is null order by +created_at, id",
  );
  expect(plan).toContainEqual(
    expect.objectContaining({ detail: expect.stringContaining('patterns_live_version_unique') }),
  );
});

describe('A pattern', () => {
  test('comes back exactly as it was stored, with and without every optional value', async () => {
    await using world = await temporaryStorage();
    const patterns = [full(), samplePattern()];
    await insert(world.storage, ...patterns);
    for (const pattern of patterns) {
      expect(await world.storage.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
    }
  });

  test('is stored with its first revision and a change for those who watch', async () => {
    await using world = await temporaryStorage();
    const pattern = samplePattern({ tags: ['x'] });
    await insert(world.storage, pattern);
    expect(lookInto(world.folder, 'select pattern_id, number, agent_id from revisions')).toEqual([
      { pattern_id: pattern.id, number: 1, agent_id: 'alice' },
    ]);
    expect(
      lookInto(world.folder, "select json_extract(content, '$.pattern_data.description') as text from revisions"),
    ).toEqual([{ text: 'How to test a thing' }]);
    expect(lookInto(world.folder, 'select pattern_id, kind from changes')).toEqual([
      { pattern_id: pattern.id, kind: 'created' },
    ]);
  });

  test('whose name and version are taken is refused with the existing id and what to do', async () => {
    await using world = await temporaryStorage();
    const existing = samplePattern({ patternName: 'taken' });
    await insert(world.storage, existing);
    const error = await refusal(insert(world.storage, samplePattern({ patternName: 'taken' })));
    expect(error.reason).toBe('PATTERN_EXISTS');
    expect(error.metadata).toEqual({
      pattern_id: existing.id,
      pattern_name: 'taken',
      version: '1.0.0',
      namespace: 'default',
    });
    expect(error.message).toContain('CreateVersion');
    expect(error.message).toContain('UpdatePattern');
    const sameLineage = samplePattern({ patternName: 'taken', lineageId: existing.lineageId });
    expect((await refusal(insert(world.storage, sameLineage))).reason).toBe('VERSION_EXISTS');
    expect(await world.storage.read((store) => store.patterns.count(ALL))).toBe(1);
  });

  test('may bear a name that another owner, another version or a deleted pattern bears [create.unique-key]', async () => {
    await using world = await temporaryStorage();
    const names = [
      samplePattern({ patternName: 'same', deletedAt: at(0) }),
      samplePattern({ patternName: 'same' }),
      samplePattern({ patternName: 'same', version: '1.0.1' }),
      samplePattern({ patternName: 'same', agentId: 'bob' }),
    ];
    await insert(world.storage, ...names);
    const key = { namespace: 'default', agentId: 'alice', patternName: 'same' };
    const found = await world.storage.read((store) => store.patterns.findByName(key));
    expect(new Set(found.map((pattern) => pattern.id))).toEqual(new Set([names[1]?.id, names[2]?.id]));
  });

  test('needs an owner and a namespace that exist', async () => {
    await using world = await temporaryStorage();
    await expect(insert(world.storage, samplePattern({ agentId: 'nobody' }))).rejects.toThrow('FOREIGN KEY');
  });

  test('keeps revision and time of update when its use is counted', async () => {
    await using world = await temporaryStorage();
    const pattern = samplePattern();
    await insert(world.storage, pattern);
    const usage = countUse(pattern.usage, {
      outcome: true,
      executionTime: 2,
      byOwner: false,
      usedAt: at(1_000),
      countsInEffectiveness: true,
    });
    await world.storage.write((store) => store.patterns.saveUsage(pattern.id, usage));
    expect(await world.storage.read((store) => store.patterns.find(pattern.id))).toEqual({ ...pattern, usage });
  });
});

describe('A listing', () => {
  test('by creation goes on after its cursor without loss or repetition', async () => {
    await using world = await temporaryStorage();
    const patterns = Array.from({ length: 25 }, (_, index) => samplePattern({ createdAt: at(index % 3) }));
    await insert(world.storage, ...patterns);
    const listed: Pattern[] = [];
    for (let more = true; more; ) {
      const last = listed.at(-1);
      const after = last === undefined ? undefined : { createdAt: last.createdAt, id: last.id };
      const page = await world.storage.read((store) =>
        store.patterns.list({ where: ALL, order: 'created', after, limit: 4 }),
      );
      listed.push(...page);
      more = page.length === 4;
    }
    const expected = patterns.toSorted(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
    );
    expect(listed.map((pattern) => pattern.id)).toEqual(expected.map((pattern) => pattern.id));
    const paged: string[] = [];
    for await (const page of await world.storage.read(async (store) => store.patterns.pages(10))) {
      paged.push(...page.map((pattern) => pattern.id));
    }
    expect(paged).toEqual(expected.map((pattern) => pattern.id));
  });

  test('of outlines tells of every pattern once, deleted ones too', async () => {
    await using world = await temporaryStorage();
    const patterns = Array.from({ length: 7 }, (_, index) =>
      samplePattern({ revision: index + 1, isHead: index % 2 === 0, deletedAt: index === 3 ? at(9) : undefined }),
    );
    await insert(world.storage, ...patterns);
    const outlines: unknown[] = [];
    const sizes: number[] = [];
    for await (const page of await world.storage.read(async (store) => store.patterns.outlines(3))) {
      outlines.push(...page);
      sizes.push(page.length);
    }
    expect(sizes).toEqual([3, 3, 1]);
    expect(outlines).toEqual(
      patterns
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, revision, updatedAt, status, isHead, deletedAt }) => ({
          id,
          revision,
          updatedAt,
          status,
          isHead,
          deletedAt,
        })),
    );
  });

  test('of the proven orders by effectiveness, then learning weight, then the latest update [search.no-query-order]', async () => {
    await using world = await temporaryStorage();
    const usage = (effectiveness: number) => ({ ...unusedRecord(at(0)), effectiveness });
    const [a, b, c, d] = [
      samplePattern({ usage: usage(0.2), learningWeight: 1, updatedAt: at(1) }),
      samplePattern({ usage: usage(0.9), learningWeight: 1, updatedAt: at(1) }),
      samplePattern({ usage: usage(0.2), learningWeight: 2, updatedAt: at(1) }),
      samplePattern({ usage: usage(0.2), learningWeight: 1, updatedAt: at(2) }),
    ];
    await insert(world.storage, a, b, c, d);
    const listed = await world.storage.read((store) => store.patterns.list({ where: ALL, order: 'proven', limit: 9 }));
    expect(listed.map((pattern) => pattern.id)).toEqual([b.id, c.id, d.id, a.id]);
    const rest = await world.storage.read((store) =>
      store.patterns.list({ where: ALL, order: 'proven', offset: 2, limit: 1 }),
    );
    expect(rest.map((pattern) => pattern.id)).toEqual([d.id]);
  });

  test('by statistics gives the ids whose success rate and count suffice', async () => {
    await using world = await temporaryStorage();
    const used = (usageCount: number, successCount: number, failureCount: number) =>
      samplePattern({ usage: { ...unusedRecord(at(0)), usageCount, successCount, failureCount } });
    const good = used(10, 9, 1);
    await insert(world.storage, good, used(10, 1, 9), used(2, 2, 0), used(0, 0, 0));
    const ids = (minSuccessRate: number, minUsageCount: number, limit = 9) =>
      world.storage.read((store) =>
        store.patterns.idsByStatistics(all(isIn('agentId', ['alice'])), { minSuccessRate, minUsageCount }, limit),
      );
    expect(await ids(0.9, 3)).toEqual([good.id]);
    expect(await ids(0, 0)).toHaveLength(4);
    expect(await ids(0, 0, 3)).toHaveLength(3);
  });
});

describe('The head of a lineage', () => {
  test('is one version at most, and moving it names those that changed', async () => {
    await using world = await temporaryStorage();
    const first = samplePattern({ isHead: true });
    const second = samplePattern({ lineageId: first.id, version: '1.1.0', isHead: false });
    const other = samplePattern({ isHead: true });
    await insert(world.storage, first, second, other);
    const setHead = (id: string | undefined) => world.storage.write((store) => store.patterns.setHead(first.id, id));
    expect(new Set(await setHead(second.id))).toEqual(new Set([first.id, second.id]));
    expect(await setHead(second.id)).toEqual([]);
    const heads = await world.storage.read((store) => store.patterns.findLineage(first.id));
    expect(heads.filter((pattern) => pattern.isHead).map((pattern) => pattern.id)).toEqual([second.id]);
    expect(await setHead(undefined)).toEqual([second.id]);
    expect((await world.storage.read((store) => store.patterns.find(other.id)))?.isHead).toBe(true);
  });
});
