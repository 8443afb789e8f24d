import type { Caller } from '@tmws/domain';
import {
  applyPattern,
  compareVersions,
  getPattern,
  getPatternAnalytics,
  getRevision,
  getSkill,
  lintPattern,
  listPatterns,
  listRevisions,
  listSkills,
  listUsage,
  listVersions,
  readSkillFile,
  recommendPatterns,
  searchPatterns,
} from '@tmws/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, type RealEngine } from '../crash/build-engine.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { answerOf, asSkill, everyPage, exported } from './answer-of.ts';
import { mayRead } from './oracle.ts';
import { randomWorlds, storeWorlds, type World } from './random-worlds.ts';

const SEED = 20261126;
const worlds = randomWorlds(120, SEED);

let folder: TemporaryFolder;
let engine: RealEngine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await buildEngine(folder.path);
  await storeWorlds(engine.unitOfWork, worlds);
  await engine.indexer.reindex(() => undefined);
  await engine.indexer.idle();
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

type ById = (caller: Caller, patternId: string) => Promise<unknown>;

const PAGE = { pageSize: 200, pageToken: '' };

/** Paths that name one pattern: whether it is there for the caller is whether it is not PATTERN_NOT_FOUND. */
const BY_ID: Readonly<Record<string, ById>> = {
  get: (caller, patternId) => getPattern(engine, caller, { patternId }),
  versions: (caller, patternId) => listVersions(engine, caller, { ...PAGE, patternId }),
  compare: (caller, patternId) => compareVersions(engine, caller, { oldPatternId: patternId, newPatternId: patternId }),
  revisions: (caller, patternId) => listRevisions(engine, caller, { ...PAGE, patternId }),
  revision: (caller, patternId) => getRevision(engine, caller, { patternId, revision: 1 }),
  uses: (caller, patternId) => listUsage(engine, caller, { ...PAGE, patternId, outcome: 'any' }),
  lint: (caller, patternId) => lintPattern(engine, caller, { patternId }),
  skill: (caller, patternId) => getSkill(engine, caller, asSkill(patternId)),
  export: (caller, patternId) => exported(engine, caller, [patternId]),
  'skill files': (caller, patternId) => readSkillFile(engine, caller, { ...asSkill(patternId), path: 'SKILL.md' }),
};

const passedById = async (call: ById, caller: Caller, world: World): Promise<readonly string[]> => {
  const passed: string[] = [];
  for (const { id } of world.patterns) {
    const told = JSON.stringify(await answerOf(() => call(caller, id)));
    if (!told.includes('PATTERN_NOT_FOUND')) passed.push(id);
  }
  return passed;
};

const idsOf = (patterns: readonly { readonly id: string }[]): readonly string[] =>
  patterns.map(({ id }) => id).toSorted();

/** Ids that each path over many patterns gives, beside those that it is to give of what the caller may read. */
const listed = async (
  caller: Caller,
  { label: category, patterns }: World,
): Promise<readonly { readonly path: string; readonly given: unknown; readonly wanted: unknown }[]> => {
  const readable = patterns.filter((pattern) => mayRead(caller, pattern));
  const found = readable.filter(({ status }) => status !== 'RETIRED');
  const heads = readable.filter(({ status, isHead }) => status === 'ACTIVE' && isHead);
  const list = await listPatterns(engine, caller, { ...PAGE, category });
  const searched = { ...PAGE, category, versions: 'all', contentBytes: undefined } as const;
  const search = await searchPatterns(engine, caller, { ...searched, query: 'everywhere', mode: 'HYBRID' });
  const browse = await searchPatterns(engine, caller, { ...searched, mode: 'HYBRID' });
  const recommend = await recommendPatterns(engine, caller, { ...PAGE, category });
  const analytics = await getPatternAnalytics(engine, caller, { category });
  const applied = await Promise.all(
    patterns.map(({ id }) => applyPattern(engine, caller, { patternQuery: `id:${id}`, context: '', excludeIds: [] })),
  );
  return [
    { path: 'list', given: idsOf(list.patterns), wanted: idsOf(readable) },
    { path: 'search', given: idsOf(search.hits.map(({ pattern }) => pattern)), wanted: idsOf(found) },
    { path: 'search without a query', given: idsOf(browse.hits.map(({ pattern }) => pattern)), wanted: idsOf(found) },
    { path: 'recommend', given: idsOf(recommend.recommendations.map(({ pattern }) => pattern)), wanted: idsOf(heads) },
    // A world has no more patterns than the list of the most used ones.
    { path: 'analytics', given: idsOf(analytics.topPatterns), wanted: idsOf(readable) },
    { path: 'counts', given: analytics.summary.totalPatterns, wanted: readable.length },
    {
      path: 'apply',
      given: idsOf(applied.flatMap(({ patterns: shown }) => shown.map(({ pattern }) => pattern))),
      wanted: idsOf(readable),
    },
  ];
};

/** The paths without a filter that would tell one world from another: ids of all worlds. */
const unfiltered = async (
  caller: Caller,
): Promise<readonly { readonly path: string; readonly given: unknown; readonly wanted: unknown }[]> => {
  const readable = worlds.flatMap(({ patterns }) => patterns.filter((pattern) => mayRead(caller, pattern)));
  const any = { namespace: undefined, agentId: undefined, patternName: undefined, serveAsSkill: true };
  const pages = await everyPage((pageToken) => listSkills(engine, caller, { ...PAGE, ...any, pageToken }));
  const skills = pages.flatMap((page) => page.skills.map(({ pattern }) => pattern));
  return [
    {
      path: 'skills',
      given: idsOf(skills),
      wanted: idsOf(readable.filter(({ isHead, status }) => isHead || status === 'DRAFT')),
    },
    {
      path: 'export of all',
      given: (await exported(engine, caller, [])).toSorted(),
      wanted: idsOf(readable.filter(({ isHead }) => isHead)),
    },
  ];
};

describe('every path', () => {
  test('gives the same verdict for the same caller and pattern, over random worlds [access.one-gate]', {
    timeout: 240_000,
  }, async () => {
    let shown = 0;
    let hidden = 0;
    for (const world of worlds) {
      for (const caller of world.callers) {
        const told = JSON.stringify({ seed: SEED, world: world.label, caller });
        const readable = idsOf(world.patterns.filter((pattern) => mayRead(caller, pattern)));
        for (const [path, call] of Object.entries(BY_ID)) {
          expect(await passedById(call, caller, world), `${path} ${told}`).toEqual(readable);
        }
        for (const { path, given, wanted } of await listed(caller, world)) {
          expect(given, `${path} ${told}`).toEqual(wanted);
        }
        shown += readable.length;
        hidden += world.patterns.length - readable.length;
      }
    }
    for (const caller of worlds.slice(0, 12).flatMap(({ callers }) => callers)) {
      for (const { path, given, wanted } of await unfiltered(caller)) {
        expect(given, `${path} ${JSON.stringify({ seed: SEED, caller })}`).toEqual(wanted);
      }
    }
    expect(Math.min(shown, hidden)).toBeGreaterThan(100);
  });
});
