import type { Caller } from '@tmws/domain';
import { createPattern, type SearchPatternsResult, searchPatterns } from '@tmws/engine';
import { buildCaller, buildPattern } from '@tmws/engine/testing';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { buildEngine, foldersOf, type RealEngine } from './build-engine.ts';
import { expectIndexEqualToRows } from './index-equality.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const REINDEXES = 4;
const PATTERNS = 600;

const search = (engine: RealEngine, caller: Caller): Promise<SearchPatternsResult> =>
  searchPatterns(engine, caller, {
    query: 'what everyone knows',
    mode: 'HYBRID',
    versions: 'heads',
    pageSize: 200,
    pageToken: '',
    contentBytes: undefined,
  });

const fill = async (engine: RealEngine): Promise<readonly string[]> => {
  const patterns = Array.from({ length: PATTERNS }, (_, number) =>
    buildPattern({
      id: `p${number}`,
      patternName: `known thing ${number}`,
      accessLevel: number % 3 === 0 ? 'PRIVATE' : 'PUBLIC',
      patternData: { description: 'what everyone knows' },
    }),
  );
  await engine.unitOfWork.write(async (store) => {
    for (const agent of ['ann', 'bob']) await store.identity.provision(agent, 'team-a');
    for (const pattern of patterns) await store.patterns.insert(pattern);
    await store.outbox.add(
      patterns.map(({ id }) => id),
      engine.clock.now(),
    );
  });
  await engine.indexer.settle(patterns.map(({ id }) => id));
  await engine.indexer.idle();
  return patterns.filter(({ accessLevel }) => accessLevel === 'PUBLIC').map(({ id }) => id);
};

/** Hides public patterns one after the other, half of them by deletion, half by level, as another program's transaction. */
const createHider = (folder: string, engine: RealEngine, publicIds: readonly string[]) => {
  const database = new SqliteDatabase(foldersOf(folder).database, { timeout: 5_000 });
  const waiting = [...publicIds];
  const hidden = new Set<string>();
  const remove = database.prepare('update patterns set deleted_at = ?, updated_at = ? where id = ?');
  const narrow = database.prepare(
    "update patterns set access_level = 'PRIVATE', updated_at = ?, revision = revision + 1 where id = ?",
  );
  const forget = database.prepare('delete from outbox where pattern_id = ?');
  const queue = database.prepare("insert into outbox (pattern_id, stage, created_at) values (?, 'words', ?)");
  const hide = database.transaction((id: string) => {
    const now = Date.now();
    if (hidden.size % 2 === 0) remove.run(now, now, id);
    else narrow.run(now, id);
    forget.run(id);
    queue.run(id, now);
  });
  return {
    /** What nobody but its owner, and of the deleted nobody, may see from now on. */
    hidden,
    next: async (): Promise<void> => {
      const id = waiting.pop();
      if (id === undefined) return;
      hide.immediate(id);
      hidden.add(id);
      await engine.indexer.settle([id]);
    },
    [Symbol.dispose]: () => database.close(),
  };
};

describe('an index that is made anew', () => {
  test('answers every search meanwhile, shows nothing deleted or unreadable, and ends equal to the rows [reliability.reindex]', async () => {
    await using folder = await temporaryFolder();
    await using engine = await buildEngine(folder.path);
    const publicIds = await fill(engine);
    using hider = createHider(folder.path, engine, publicIds);
    let isDone = false;
    const counts = { searches: 0, writes: 0, hits: 0 };

    const searcher = async (): Promise<void> => {
      while (!isDone) {
        const before = new Set(hider.hidden);
        const { hits, degraded } = await search(engine, bob);
        expect(degraded).toBeUndefined();
        expect(hits.length).toBeGreaterThan(0);
        for (const { pattern } of hits) {
          expect(pattern.accessLevel).toBe('PUBLIC');
          expect(pattern.deletedAt).toBeUndefined();
          expect(before.has(pattern.id)).toBe(false);
        }
        counts.searches += 1;
        counts.hits += hits.length;
      }
    };
    const writer = async (): Promise<void> => {
      while (!isDone) {
        const patternName = `new thing ${counts.writes}`;
        const { pattern, searchable } = await createPattern(engine, ann, {
          patternName,
          category: 'c',
          patternData: {},
        });
        expect(searchable.byWords).toBe(true);
        const found = await searchPatterns(engine, ann, {
          query: patternName,
          mode: 'LEXICAL',
          versions: 'heads',
          pageSize: 50,
          pageToken: '',
          contentBytes: undefined,
        });
        expect(found.hits.map((hit) => hit.pattern.id)).toContain(pattern.id);
        await hider.next();
        counts.writes += 1;
      }
    };
    const reindexer = async (): Promise<void> => {
      const generation = engine.index.generation();
      for (let round = 0; round < REINDEXES; round += 1) await engine.indexer.reindex(() => undefined);
      expect(engine.index.generation()).toBe(generation + REINDEXES);
    };
    await Promise.all([
      searcher(),
      searcher(),
      writer(),
      reindexer().finally(() => {
        isDone = true;
      }),
    ]);
    await engine.indexer.idle();
    await expectIndexEqualToRows(engine);
    expect(engine.errors).toEqual([]);
    expect(counts.searches).toBeGreaterThan(4);
    expect(counts.writes).toBeGreaterThan(0);
    expect(hider.hidden.size).toBeGreaterThan(0);
  });
});
