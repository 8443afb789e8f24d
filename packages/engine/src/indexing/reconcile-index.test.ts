import { afterEach, describe, expect, test } from 'vitest';
import { searchPatterns } from '../search/search-patterns.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { PREPARATION_VERSION } from './index-row.ts';

const SPEC = { model: 'stub-1', dimensions: 128, preparation: PREPARATION_VERSION };
const ann = buildCaller({ agentId: 'ann' });
const names = ['pool', 'lock', 'queue'];

const engines: TestEngine[] = [];
const start = async (parts: Parameters<typeof createTestEngine>[0] = {}): Promise<TestEngine> => {
  const engine = await createTestEngine(parts);
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

/** A closed engine with three patterns, its index open for the test to spoil. */
const spoilable = async (parts: Parameters<typeof createTestEngine>[0] = {}): Promise<TestEngine> => {
  const engine = await start({
    ...parts,
    patterns: names.map((id) =>
      buildPattern({ id, patternName: id, patternData: { description: `A ${id} of things` } }),
    ),
  });
  await engine.indexer.close();
  await engine.index.open(SPEC);
  return engine;
};

const restart = ({ unitOfWork, index, embedder }: TestEngine): Promise<TestEngine> =>
  start({ unitOfWork, index, embedder });

describe('the comparison of the index with the rows at start', () => {
  test('sees an older row where the numbers are equal', async () => {
    const first = await spoilable();
    const row = first.index.rows().get('pool');
    if (row === undefined) throw new Error('There is no row.');
    await first.index.upsert([{ ...row, stamp: 'older', accessLevel: 'PUBLIC' }]);
    const second = await restart(first);
    await second.indexer.idle();
    expect(second.index.rows().get('pool')).toEqual(row);
  });

  test('sees one row lost and another one too many', async () => {
    const first = await spoilable();
    const row = first.index.rows().get('pool');
    if (row === undefined) throw new Error('There is no row.');
    await first.index.remove(['pool']);
    await first.index.upsert([{ ...row, id: 'ghost' }]);
    const second = await restart(first);
    await second.indexer.idle();
    expect([...second.index.rows().keys()].toSorted()).toEqual(names.toSorted());
  });

  test('sees a vector lost', async () => {
    const first = await spoilable();
    const row = first.index.rows().get('pool');
    if (row === undefined) throw new Error('There is no row.');
    await first.index.upsert([{ ...row, model: undefined, vector: undefined }]);
    const second = await restart(first);
    await second.indexer.idle();
    expect(second.index.rows().get('pool')).toEqual(row);
  });

  test('leaves a row alone whose vector is on its way', async () => {
    const embedder = createStubEmbedder({ state: { kind: 'loading' } });
    const first = await spoilable({ embedder });
    let written = 0;
    const index = {
      ...first.index,
      upsert: async (rows: Parameters<typeof first.index.upsert>[0]) => {
        written += rows.length;
        await first.index.upsert(rows);
      },
    };
    const second = await start({ unitOfWork: first.unitOfWork, index, embedder });
    embedder.setState({ kind: 'ready' });
    await second.indexer.idle();
    expect(written).toBe(names.length);
  });

  test('has searches answer degraded until what was lost is back', async () => {
    const first = await spoilable();
    await first.index.remove(['pool']);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { upsert } = first.index;
    const index = {
      ...first.index,
      upsert: async (rows: Parameters<typeof upsert>[0]) => {
        await held;
        await upsert(rows);
      },
    };
    const second = await start({ unitOfWork: first.unitOfWork, index });
    const search = () =>
      searchPatterns(second, ann, {
        query: 'pool',
        mode: 'LEXICAL',
        versions: 'heads',
        pageSize: 0,
        pageToken: '',
        contentBytes: undefined,
      });
    while (!second.indexer.incomplete()?.includes('lacks')) await new Promise(setImmediate);
    expect(await search()).toMatchObject({ hits: [], degraded: expect.stringContaining('lacks changes of 1 ') });
    release();
    await second.indexer.idle();
    expect(await search()).toMatchObject({ hits: [{ pattern: { id: 'pool' } }], degraded: undefined });
  });
});
