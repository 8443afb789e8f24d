import { all, is, isIn, not } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { buildPattern } from './build-pattern.ts';
import { createMemoryUnitOfWork } from './memory-unit-of-work.ts';

const DAY = 86_400_000;
const START = new Date('2026-03-01T00:00:00Z');
const later = (days: number): Date => new Date(START.getTime() + days * DAY);

describe('the memory unit of work', () => {
  test('keeps nothing of a write that throws', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const failed = unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a' }));
      await store.outbox.add(['a'], START);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await unitOfWork.read((store) => store.patterns.count(all()))).toBe(0);
    expect(await unitOfWork.read((store) => store.outbox.countPending('words'))).toBe(0);
  });

  test('shows a reader nothing of a write before it is committed', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const seen: number[] = [];
    await unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a' }));
      seen.push(await unitOfWork.read((other) => other.patterns.count(all())));
      seen.push(await store.patterns.count(all()));
    });
    seen.push(await unitOfWork.read((store) => store.patterns.count(all())));
    expect(seen).toEqual([0, 1, 1]);
  });

  test('runs writes one after the other and goes on after a failed one', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write((store) => store.patterns.insert(buildPattern({ id: 'a' })));
    const add = (fails: boolean) =>
      unitOfWork.write(async (store) => {
        const pattern = await store.patterns.find('a');
        await Promise.resolve();
        if (pattern === undefined || fails) throw new Error('no');
        await store.patterns.saveUsage('a', { ...pattern.usage, usageCount: pattern.usage.usageCount + 1 });
      });
    await Promise.allSettled([add(false), add(true), add(false), add(false)]);
    expect((await unitOfWork.read((store) => store.patterns.find('a')))?.usage.usageCount).toBe(3);
  });

  test('fails the next commit on request', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    unitOfWork.failNextCommit(new Error('disk full'));
    const insert = () => unitOfWork.write((store) => store.patterns.insert(buildPattern({ id: 'a' })));
    await expect(insert()).rejects.toThrow('disk full');
    await insert();
    expect(unitOfWork.committed().patterns.size).toBe(1);
  });

  test('refuses a store that is used after its transaction', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const store = await unitOfWork.write(async (inner) => inner);
    await expect(store.patterns.find('a')).rejects.toThrow('after its end');
  });
});

describe('patterns in memory', () => {
  test('a taken name and version is PATTERN_EXISTS, in the same lineage VERSION_EXISTS, with the existing id', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const insert = (changes: Parameters<typeof buildPattern>[0]) =>
      unitOfWork.write((store) => store.patterns.insert(buildPattern({ patternName: 'same', ...changes })));
    await insert({ id: 'a' });
    await expect(insert({ id: 'b' })).rejects.toMatchObject({
      reason: 'PATTERN_EXISTS',
      metadata: { pattern_id: 'a' },
    });
    await expect(insert({ id: 'b', lineageId: 'a' })).rejects.toMatchObject({ reason: 'VERSION_EXISTS' });
    await insert({ id: 'c', agentId: 'bob' });
    await insert({ id: 'd', namespace: 'team-b' });
    await insert({ id: 'e', version: '1.1.0' });
  });

  test('a deleted pattern frees its name', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a', patternName: 'same', deletedAt: START }));
      await store.patterns.insert(buildPattern({ id: 'b', patternName: 'same' }));
    });
    expect(
      await unitOfWork.read((store) =>
        store.patterns.findByName({ namespace: 'team-a', agentId: 'ann', patternName: 'same' }),
      ),
    ).toMatchObject([{ id: 'b' }]);
  });

  test('lists by creation with a cursor and by proof with an offset', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write(async (store) => {
      for (const [id, day, weight] of [
        ['b', 1, 3],
        ['a', 1, 9],
        ['c', 0, 5],
        ['d', 2, 5],
      ] as const) {
        await store.patterns.insert(
          buildPattern({ id, createdAt: later(day), updatedAt: later(day), learningWeight: weight }),
        );
      }
      await store.patterns.insert(buildPattern({ id: 'gone', deletedAt: START }));
    });
    const where = not(is('isDeleted'));
    const ids = async (query: {
      order: 'created' | 'proven';
      offset?: number;
      after?: { createdAt: Date; id: string };
    }) =>
      unitOfWork.read(async (store) => (await store.patterns.list({ where, limit: 2, ...query })).map(({ id }) => id));
    expect(await ids({ order: 'created' })).toEqual(['c', 'a']);
    expect(await ids({ order: 'created', after: { createdAt: later(1), id: 'a' } })).toEqual(['b', 'd']);
    expect(await ids({ order: 'proven' })).toEqual(['a', 'd']);
    expect(await ids({ order: 'proven', offset: 2 })).toEqual(['c', 'b']);
  });

  test('pages give every pattern once, deleted ones too', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write(async (store) => {
      for (let index = 0; index < 7; index += 1) {
        await store.patterns.insert(buildPattern({ id: `p${index}`, deletedAt: index === 3 ? START : undefined }));
      }
    });
    const sizes: number[] = [];
    const pages = await unitOfWork.read(async (store) => store.patterns.pages(3));
    for await (const page of pages) sizes.push(page.length);
    expect(sizes).toEqual([3, 3, 1]);
  });

  test('setHead names the patterns whose mark changed', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const changed = await unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a', lineageId: 'l', version: '1.0.0' }));
      await store.patterns.insert(buildPattern({ id: 'b', lineageId: 'l', version: '2.0.0', isHead: false }));
      await store.patterns.insert(buildPattern({ id: 'c', lineageId: 'l', version: '3.0.0', isHead: false }));
      return [
        await store.patterns.setHead('l', 'b'),
        await store.patterns.setHead('l', 'b'),
        await store.patterns.setHead('l', undefined),
      ];
    });
    expect(changed).toEqual([['a', 'b'], [], ['b']]);
    expect(await unitOfWork.read((store) => store.patterns.count(is('isHead')))).toBe(0);
  });

  test('statistics and condition hold together', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const used = (usageCount: number, successCount: number, failureCount: number) => ({
      usage: { ...buildPattern({ id: 'x' }).usage, usageCount, successCount, failureCount },
    });
    await unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a', ...used(5, 4, 1) }));
      await store.patterns.insert(buildPattern({ id: 'b', ...used(4, 4, 0) }));
      await store.patterns.insert(buildPattern({ id: 'c', ...used(9, 4, 5) }));
      await store.patterns.insert(buildPattern({ id: 'd', namespace: 'team-b', ...used(5, 5, 0) }));
    });
    const ids = await unitOfWork.read((store) =>
      store.patterns.idsByStatistics(isIn('namespace', ['team-a']), { minSuccessRate: 0.8, minUsageCount: 5 }, 10),
    );
    expect(ids).toEqual(['a']);
  });
});

describe('the outbox in memory', () => {
  test('a change that comes while its pattern is being indexed is not completed with the old one', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write((store) => store.outbox.add(['a', 'b', 'a'], START));
    const first = await unitOfWork.read((store) => store.outbox.pending('words', 10));
    expect(first.map((entry) => entry.patternId)).toEqual(['a', 'b']);
    await unitOfWork.write((store) => store.outbox.add(['a'], START));
    await unitOfWork.write((store) => store.outbox.complete(first.map((entry) => entry.sequence)));
    expect(await unitOfWork.read((store) => store.outbox.pending('words', 10))).toMatchObject([{ patternId: 'a' }]);
  });

  test('an entry goes from words to meaning to done', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write((store) => store.outbox.add(['a'], START));
    const [entry] = await unitOfWork.read((store) => store.outbox.pending('words', 1));
    const sequences = [entry?.sequence ?? -1];
    await unitOfWork.write((store) => store.outbox.markWords(sequences));
    expect(await unitOfWork.read((store) => store.outbox.countPending('words'))).toBe(0);
    expect(await unitOfWork.read((store) => store.outbox.countPending('meaning'))).toBe(1);
    await unitOfWork.write((store) => store.outbox.complete(sequences));
    expect(await unitOfWork.read((store) => store.outbox.countPending('meaning'))).toBe(0);
  });
});

describe('the other rows in memory', () => {
  test('the first agent becomes system admin, and provisioning twice adds nothing', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    await unitOfWork.write(async ({ identity }) => {
      await identity.provision('ann', 'team-a');
      await identity.provision('bob', 'team-a');
      await identity.provision('ann', 'team-b');
      await identity.provision('ann', 'team-b');
    });
    await unitOfWork.read(async ({ identity }) => {
      expect(await identity.findAgent('ann')).toMatchObject({ defaultNamespace: 'team-a', systemAdmin: true });
      expect(await identity.findAgent('bob')).toMatchObject({ systemAdmin: false });
      expect((await identity.memberships('ann')).map(({ namespace }) => namespace)).toEqual(['team-a', 'team-b']);
      expect(await identity.findAgent('cid')).toBeUndefined();
    });
  });

  test('an answer is found by its caller alone, and not after it is forgotten', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const entry = { agentId: 'ann', requestId: 'r', digest: 'd', answer: { ok: true }, at: START };
    await unitOfWork.write(({ requests }) => requests.remember(entry));
    await unitOfWork.read(async ({ requests }) => {
      expect(await requests.find('ann', 'r', START)).toEqual({ digest: 'd', answer: { ok: true } });
      expect(await requests.find('bob', 'r', START)).toBeUndefined();
      expect(await requests.find('ann', 'r', later(1))).toBeUndefined();
    });
    await unitOfWork.write(({ requests }) => requests.forgetBefore(later(1)));
    expect(unitOfWork.committed().answers.size).toBe(0);
  });

  test('the newest application without an outcome is taken once', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const patterns = [{ patternId: 'a', rank: 1, similarity: 0.9 }];
    const take = () => unitOfWork.write(({ applications }) => applications.takeOpen('ann', later(5)));
    await unitOfWork.write(async (store) => {
      for (const [id, day] of [
        ['one', 1],
        ['two', 2],
        ['used', 3],
        ['new', 6],
      ] as const) {
        await store.applications.insert({
          id,
          agentId: 'ann',
          query: id,
          at: later(day),
          isMentioned: false,
          patterns,
        });
      }
      await store.usages.insert({
        id: 'u',
        patternId: 'a',
        agentId: 'ann',
        executionTime: undefined,
        success: true,
        contextData: undefined,
        usedAt: later(4),
        countsInEffectiveness: true,
        applicationId: 'used',
      });
    });
    expect([await take(), await take(), await take()]).toMatchObject([{ id: 'two' }, { id: 'one' }, undefined]);
    const counted = (since: Date) => unitOfWork.read(({ usages }) => usages.countedOutcomes('a', 'ann', since));
    expect([await counted(later(4)), await counted(later(5))]).toEqual([1, 0]);
  });

  test('skill files come back byte for byte and sources of deleted patterns are not found', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const content = new Uint8Array([0, 255, 7]);
    const source = { root: '/r', path: 'a', digest: 'dd', importedAt: START };
    await unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'a' }));
      await store.patterns.insert(buildPattern({ id: 'b', deletedAt: START }));
      await store.skills.addFiles('a', [{ path: 'x/y.bin', mode: 0o755, digest: 'd', content }]);
      await store.skills.addSource({ ...source, patternId: 'a' });
      await store.skills.addSource({ ...source, patternId: 'b' });
    });
    await unitOfWork.read(async ({ skills }) => {
      expect(await skills.readFile('a', 'x/y.bin')).toMatchObject({ file: { size: 3, mode: 0o755 }, content });
      expect(await skills.readFile('b', 'x/y.bin')).toBeUndefined();
      expect(await skills.contents('a', 2)).toEqual([]);
      expect((await skills.sourcesAt('ann', '/r', 'a')).map(({ patternId }) => patternId)).toEqual(['a']);
      expect(await skills.sourcesOf('bob', 'dd')).toEqual([]);
      expect(await skills.countSkills(all())).toBe(1);
    });
  });

  test('vectors belong to a model, and demand is forgotten by age', async () => {
    const unitOfWork = createMemoryUnitOfWork();
    const vector = new Float32Array([1, 0]);
    const demand = { namespace: 'n', agentId: 'ann', query: 'q', bestSimilarity: undefined };
    await unitOfWork.write(async (store) => {
      await store.vectors.save('m', new Map([['d', vector]]));
      await store.demand.insertMany([
        { ...demand, id: '1', at: START },
        { ...demand, id: '2', at: later(2) },
      ]);
      await store.demand.forgetBefore(later(1));
    });
    expect([...unitOfWork.committed().demand.keys()]).toEqual(['2']);
    expect(await unitOfWork.read(({ vectors }) => vectors.find('m', ['d', 'e']))).toEqual(new Map([['d', vector]]));
    expect(await unitOfWork.read(({ vectors }) => vectors.find('other', ['d']))).toEqual(new Map());
  });
});
