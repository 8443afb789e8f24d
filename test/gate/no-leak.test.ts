import { canRead, type Pattern } from '@tmws/domain';
import {
  type ApplyPatternResult,
  applyPattern,
  getStatus,
  listPatterns,
  SEARCH_MODES,
  type SearchMode,
  type SearchPatternsInput,
  searchPatterns,
} from '@tmws/engine';
import { buildCaller, buildPattern, createManualClock } from '@tmws/engine/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildEngine, type RealEngine } from '../crash/build-engine.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { everyPage } from './answer-of.ts';
import { countingIds } from './counting-ids.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const WORDS =
  'retry queue lock cache token parse merge branch deploy review test mock schema index cursor page stream batch'.split(
    ' ',
  );

const ann = buildCaller({ agentId: 'ann', memberships: [{ namespace: 'team-a', role: 'admin' }], systemAdmin: true });

/** Matches of one search stay within the pool of 50 candidates from each half. */
const READABLE = 45;
/** Far more than what can be read, so that the statistics of the whole table are theirs. */
const HIDDEN = 150;

const texts = fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 12 }).map((words) => words.join(' '));

const readable: fc.Arbitrary<Partial<Pattern>> = fc.record({
  agentId: fc.constantFrom('ann', 'bob'),
  accessLevel: fc.constantFrom('TEAM', 'PUBLIC', 'SYSTEM'),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'DEPRECATED'),
  category: fc.constantFrom(...WORDS.slice(0, 3)),
  patternData: fc.record({ description: texts, steps: fc.array(texts, { maxLength: 3 }) }),
});

/** Every way of being hidden from the caller, each full of the same words. */
const hidden: fc.Arbitrary<Partial<Pattern>> = fc
  .tuple(
    fc.constantFrom<Partial<Pattern>>(
      { agentId: 'bob', accessLevel: 'PRIVATE', sharedWithAgents: ['ann'] },
      { agentId: 'bob', accessLevel: 'SHARED', sharedWithAgents: ['cid'] },
      { agentId: 'bob', accessLevel: 'TEAM', namespace: 'team-b' },
      { agentId: 'bob', accessLevel: 'PUBLIC', status: 'DRAFT' },
      { agentId: 'ann', accessLevel: 'PUBLIC', deletedAt: NOW },
    ),
    readable,
    fc.array(fc.constantFrom(...WORDS.slice(0, 4)), { minLength: 5, maxLength: 40 }),
  )
  .map(([hiding, rest, skew]) => ({ ...rest, patternData: { description: skew.join(' ') }, ...hiding }));

const toPatterns = (changes: readonly Partial<Pattern>[], prefix: string): readonly Pattern[] =>
  changes.map((change, index) => {
    const id = `${prefix}-${String(index).padStart(3, '0')}`;
    const words = WORDS[index % WORDS.length] ?? '';
    const at = new Date(NOW.getTime() - index * 1_000);
    return buildPattern({ id, patternName: `${words} ${id}`, createdAt: at, updatedAt: at, ...change });
  });

const buildWorld = async (folder: string, patterns: readonly Pattern[]): Promise<RealEngine> => {
  const engine = await buildEngine(folder, { clock: createManualClock(NOW), newId: countingIds() });
  await engine.unitOfWork.write(async (store) => {
    for (const agent of ['ann', 'bob', 'cid']) {
      for (const namespace of ['team-a', 'team-b']) await store.identity.provision(agent, namespace);
    }
    for (const pattern of patterns) await store.patterns.insert(pattern);
  });
  await engine.indexer.reindex(() => undefined);
  // Vectors follow words; until they have, answers depend on the moment.
  await engine.indexer.idle();
  return engine;
};

const requests = [
  'retry',
  'retry queue lock',
  'how do I parse a token',
  'cache',
  'cursor page stream batch',
  'no such thing',
  'merge branch 再試行',
];

const search = (mode: SearchMode, query: string): SearchPatternsInput => ({
  query,
  mode,
  versions: 'heads',
  pageSize: 7,
  pageToken: '',
  contentBytes: 100_000,
});

/** All that the caller is told, by what it asked. */
const tellings = async (engine: RealEngine): Promise<ReadonlyMap<string, unknown>> => {
  const told = new Map<string, unknown>();
  for (const query of ['', ...requests]) {
    for (const mode of SEARCH_MODES) {
      const asked = search(mode, query);
      const pages = await everyPage((pageToken) => searchPatterns(engine, ann, { ...asked, pageToken }));
      told.set(`search ${mode} ${query}`, pages);
    }
    if (query === '') continue;
    const input = { patternQuery: query, context: 'queue cache', minSimilarity: 0.2, excludeIds: [] };
    const applied: ApplyPatternResult = await applyPattern(engine, ann, input);
    told.set(`apply ${query}`, applied);
  }
  told.set('filtered', await searchPatterns(engine, ann, { ...search('HYBRID', 'retry'), minUsageCount: 1 }));
  for (const category of [undefined, ...WORDS.slice(0, 3)]) {
    const pages = await everyPage((pageToken) => listPatterns(engine, ann, { pageSize: 7, pageToken, category }));
    told.set(`list ${category}`, pages);
  }
  const { patternCount, skillCount, index, degradedReasons } = await getStatus(engine, ann);
  told.set('status', { patternCount, skillCount, rows: index.rows, degradedReasons });
  return told;
};

describe('a caller', () => {
  test('is told the same, score by score, with and without the patterns that it may not read [search.no-leak, search.lexical-similarity-fixed]', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(readable, { minLength: READABLE, maxLength: READABLE }),
        fc.array(hidden, { minLength: HIDDEN, maxLength: HIDDEN }),
        async (shown, kept) => {
          const seen = toPatterns(shown, 'seen');
          const unseen = toPatterns(kept, 'hidden');
          expect(unseen.filter((pattern) => canRead(ann, pattern))).toEqual([]);
          await using folder = await temporaryFolder();
          await using alone = await buildWorld(`${folder.path}/alone`, seen);
          await using together = await buildWorld(`${folder.path}/together`, [
            ...unseen.slice(0, HIDDEN / 2),
            ...seen,
            ...unseen.slice(HIDDEN / 2),
          ]);
          const expected = await tellings(alone);
          const found = await tellings(together);
          for (const [asked, answer] of expected) expect(found.get(asked), asked).toEqual(answer);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
