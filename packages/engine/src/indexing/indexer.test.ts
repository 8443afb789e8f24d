import { isIn, tokenize } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { createPattern } from '../pattern/create-pattern.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createMemoryPatternIndex } from '../testing/memory-pattern-index.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { PREPARATION_VERSION } from './index-row.ts';
import { createIndexer } from './indexer.ts';

const ann = buildCaller({ agentId: 'ann' });
const NAMESPACE = isIn('namespace', ['team-a']);

const engines: TestEngine[] = [];
const start = async (parts: Parameters<typeof createTestEngine>[0] = {}): Promise<TestEngine> => {
  const engine = await createTestEngine(parts);
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const create = (engine: TestEngine, name: string, description = `What ${name} does`) =>
  createPattern(engine, ann, { patternName: name, category: 'testing', patternData: { description } });

const findByWords = async (engine: TestEngine, text: string): Promise<readonly string[]> => {
  const found = await engine.index.searchWords({ terms: tokenize(text), where: NAMESPACE, limit: 50 });
  return found.map(({ patternName }) => patternName);
};

const pending = (engine: TestEngine, stage: 'words' | 'meaning'): Promise<number> =>
  engine.unitOfWork.read((store) => store.outbox.countPending(stage));

describe('the indexer', () => {
  test('makes the index of an empty folder before it has started', async () => {
    const engine = await start();
    expect(engine.index.state()).toEqual({ kind: 'ready' });
    expect(engine.errors).toEqual([]);
  });

  test('has a single write in the index by words and meaning when it returns [search.searchable-flags]', async () => {
    const engine = await start();
    const { searchable, pattern } = await create(engine, 'pool');
    expect(searchable).toEqual({ byWords: true, byMeaning: true });
    expect(await findByWords(engine, 'pool')).toEqual(['pool']);
    expect(engine.index.rows().get(pattern.id)).toMatchObject({ model: 'stub-1' });
    await engine.indexer.idle();
    expect([await pending(engine, 'words'), await pending(engine, 'meaning')]).toEqual([0, 0]);
  });

  test('has many writes at once in the index by words, each when it returns', async () => {
    const engine = await start();
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { searchable } = await create(engine, `unusual${index}`);
        expect(searchable.byWords).toBe(true);
        expect(await findByWords(engine, `unusual${index}`)).toContain(`unusual${index}`);
      }),
    );
    await engine.indexer.idle();
    expect([...engine.index.rows().values()].filter((row) => row.vector === undefined)).toEqual([]);
    expect(await pending(engine, 'meaning')).toBe(0);
  });

  test('embeds all texts but the one that the model refuses', async () => {
    const stub = createStubEmbedder();
    const refusing = {
      ...stub,
      embedPassage: (text: string, signal?: AbortSignal) =>
        text.startsWith('refused')
          ? Promise.reject(new Error('The model refuses it.'))
          : stub.embedPassage(text, signal),
    };
    const engine = await start({ embedder: refusing });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => create(engine, index === 0 ? 'refused' : `taken${index}`)),
    );
    await expect.poll(() => pending(engine, 'meaning'), { timeout: 10_000 }).toBe(1);
    const unembedded = [...engine.index.rows().values()].filter((row) => row.vector === undefined);
    expect(unembedded.map((row) => row.patternName)).toEqual(['refused']);
  });

  test('embeds no text again that has its vector', async () => {
    const engine = await start();
    await create(engine, 'pool');
    await engine.indexer.idle();
    const before = engine.embedder.passages().length;
    await engine.unitOfWork.write((store) => store.outbox.add([...engine.index.rows().keys()], engine.clock.now()));
    await engine.indexer.settle([...engine.index.rows().keys()]);
    await engine.indexer.reindex(() => undefined);
    await engine.indexer.idle();
    expect(engine.embedder.passages()).toHaveLength(before);
  });

  test.each([{ kind: 'loading' }, { kind: 'unavailable', reason: 'The endpoint does not answer.' }] as const)(
    'indexes by words while the embedder is $kind, and by meaning once it is ready [embeddings.catch-up, search.searchable-flags]',
    async (state) => {
      const engine = await start({ embedder: createStubEmbedder({ state }) });
      const { searchable, pattern } = await create(engine, 'pool');
      expect(searchable).toEqual({ byWords: true, byMeaning: false });
      expect(await findByWords(engine, 'pool')).toEqual(['pool']);
      expect(await pending(engine, 'meaning')).toBe(1);
      engine.embedder.setState({ kind: 'ready' });
      await engine.indexer.idle();
      expect(engine.index.rows().get(pattern.id)?.vector).toBeDefined();
      expect(await pending(engine, 'meaning')).toBe(0);
    },
  );

  test('takes a deleted pattern out of the index', async () => {
    const engine = await start();
    const { pattern } = await create(engine, 'pool');
    engine.unitOfWork.committed().patterns.set(pattern.id, { ...pattern, deletedAt: new Date() });
    await engine.unitOfWork.write((store) => store.outbox.add([pattern.id], engine.clock.now()));
    expect(await engine.indexer.settle([pattern.id])).toMatchObject({ byWords: true });
    expect(engine.index.rows().size).toBe(0);
  });

  test('says at once where a pattern is found that has nothing pending', async () => {
    const engine = await start();
    const { pattern } = await create(engine, 'pool');
    await engine.indexer.idle();
    expect(await engine.indexer.settle([pattern.id])).toEqual({ byWords: true, byMeaning: true });
    expect(await engine.indexer.settle([])).toEqual({ byWords: true, byMeaning: true });
  });
});

describe('the indexer after an interruption', () => {
  test('indexes what was committed and not indexed', async () => {
    const first = await start();
    await create(first, 'pool');
    await first.indexer.close();
    await first.unitOfWork.write(async (store) => {
      await store.patterns.insert(buildPattern({ id: 'late', patternName: 'late' }));
      await store.outbox.add(['late'], new Date());
    });
    const second = await start({ unitOfWork: first.unitOfWork, index: first.index });
    await second.indexer.idle();
    expect(await findByWords(second, 'late')).toEqual(['late']);
  });

  test('mends an index of another time, in both directions', async () => {
    const first = await start();
    const { pattern } = await create(first, 'pool');
    await create(first, 'lost');
    await first.indexer.close();
    await first.index.open({ model: 'stub-1', dimensions: 128, preparation: PREPARATION_VERSION });
    const row = first.index.rows().get(pattern.id);
    const others = [...first.index.rows().values()].filter(({ patternName }) => patternName === 'lost');
    await first.index.remove(others.map(({ id }) => id));
    if (row !== undefined)
      await first.index.upsert([
        { ...row, id: 'ghost-1' },
        { ...row, id: 'ghost-2' },
      ]);
    const second = await start({ unitOfWork: first.unitOfWork, index: first.index });
    await second.indexer.idle();
    expect([...second.index.rows().values()].map(({ patternName }) => patternName).toSorted()).toEqual([
      'lost',
      'pool',
    ]);
    expect(second.errors).toEqual([]);
  });

  test('rebuilds an index that is gone, and one of another model, from the rows [storage.rows-are-truth]', async () => {
    const first = await start();
    await create(first, 'pool');
    await first.indexer.close();
    const gone = await start({ unitOfWork: first.unitOfWork, index: createMemoryPatternIndex() });
    await gone.indexer.idle();
    expect(await findByWords(gone, 'pool')).toEqual(['pool']);
    await gone.indexer.close();
    const embedder = createStubEmbedder({ model: { tag: 'stub-2', dimensions: 64 } });
    const other = await start({ unitOfWork: first.unitOfWork, index: gone.index, embedder });
    await other.indexer.idle();
    expect([...other.index.rows().values()].map((row) => [row.model, row.vector?.length])).toEqual([['stub-2', 64]]);
  });

  test('rebuilds a damaged index while writes go on, and loses none of them [reliability.index-corrupt]', async () => {
    const engine = await start();
    await Promise.all(Array.from({ length: 300 }, (_, index) => create(engine, `early${index}`)));
    engine.index.damage('A file is missing.');
    engine.indexer.noticeDamage();
    const { searchable } = await create(engine, 'meanwhile');
    expect(searchable.byWords === false || (await findByWords(engine, 'meanwhile')).length === 1).toBe(true);
    await engine.indexer.idle();
    expect(engine.index.rows().size).toBe(301);
    expect(await findByWords(engine, 'meanwhile')).toEqual(['meanwhile']);
  });
});

describe('maintenance', () => {
  test('is due after a number of small writes, and while the index of vectors never comes to rest', async () => {
    const memory = createMemoryPatternIndex();
    let runs = 0;
    const index = {
      ...memory,
      maintain: async () => {
        runs += 1;
      },
    };
    const engine = await start({ index });
    const before = runs;
    for (let number = 0; number < 16; number += 1) await create(engine, `name${number}`);
    expect(runs).toBeGreaterThan(before);
    engine.embedder.setState({ kind: 'loading' });
    const between = runs;
    for (let number = 0; number < 16; number += 1) await create(engine, `other${number}`);
    expect(runs).toBeGreaterThan(between);
  });

  test('that takes long keeps no writer waiting', async () => {
    const memory = createMemoryPatternIndex();
    let release = (): void => undefined;
    const index = {
      ...memory,
      maintain: () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    };
    const engine = await start({ index });
    for (let number = 0; number < 20; number += 1) await create(engine, `name${number}`);
    expect((await create(engine, 'last')).searchable).toEqual({ byWords: true, byMeaning: true });
    release();
  });
});

describe('a rebuild', () => {
  test('serves the old index until the new one is whole, with its progress told [reliability.reindex]', async () => {
    const engine = await start();
    await Promise.all(Array.from({ length: 300 }, (_, index) => create(engine, `name${index}`)));
    const generation = engine.index.generation();
    const progress: number[] = [];
    const done = engine.indexer.reindex((step) => {
      progress.push(step.done);
      expect(engine.index.rows().size).toBe(300);
    });
    expect(await done).toEqual({ done: 300, total: 300 });
    expect(progress).toEqual([256, 300]);
    expect(engine.index.generation()).toBe(generation + 1);
  });

  test('under way is joined by a second request', async () => {
    const engine = await start();
    await create(engine, 'pool');
    const generation = engine.index.generation();
    await Promise.all([engine.indexer.reindex(() => undefined), engine.indexer.reindex(() => undefined)]);
    expect(engine.index.generation()).toBe(generation + 1);
  });

  test('leaves rows that wait for their vectors in the outbox, whenever it is interrupted', async () => {
    const embedder = createStubEmbedder({ state: { kind: 'loading' } });
    const engine = await start({ embedder, unitOfWork: createMemoryUnitOfWork() });
    engine.unitOfWork.committed().patterns.set('old', buildPattern({ id: 'old' }));
    engine.unitOfWork.failNextCommit(new Error('killed'));
    await expect(engine.indexer.reindex(() => undefined)).rejects.toThrow('killed');
    const unembedded = [...engine.index.rows().values()].filter((row) => row.vector === undefined).length;
    const waiting = (await pending(engine, 'words')) + (await pending(engine, 'meaning'));
    expect(waiting).toBeGreaterThanOrEqual(unembedded);
  });

  test('that fails keeps the served index', async () => {
    const engine = await start();
    await create(engine, 'pool');
    await engine.indexer.idle();
    const failing = { ...engine.index, rebuild: async () => Promise.reject(new Error('no room')) };
    const errors: unknown[] = [];
    const indexer = createIndexer({ ...engine, index: failing, onError: (error) => errors.push(error) });
    await expect(indexer.reindex(() => undefined)).rejects.toThrow('no room');
    expect(await findByWords(engine, 'pool')).toEqual(['pool']);
    await indexer.close();
  });
});

describe('the end of the indexer', () => {
  test('lets no writer wait', async () => {
    const engine = await start();
    const waiting = engine.indexer.settle(['unknown']);
    await engine.indexer.close();
    expect((await waiting).byWords).toBeTypeOf('boolean');
  });

  test('comes also while the embedder is away', async () => {
    const engine = await start({ embedder: createStubEmbedder({ state: { kind: 'loading' } }) });
    await create(engine, 'pool');
    await engine.indexer.close();
    expect(engine.errors).toEqual([]);
  });
});
