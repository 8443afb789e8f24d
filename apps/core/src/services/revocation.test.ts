import { AccessLevel, EmbedderState, PatternChangeKind, PatternStatus } from '@tmws/contract';
import { ClientError, Status } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';
import { waitUntil } from '../testing/wait-until.ts';

let core: TestCore;
let root: Clients;
let ann: Clients;
/** An agent of another namespace. */
let zoe: Clients;

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root', 'airships');
  await root.access.whoAmI({});
  [ann, zoe] = [core.as('ann', 'airships'), core.as('zoe', 'ships')];
  for (const { access } of [ann, zoe]) await access.whoAmI({});
  await waitUntil(async () => (await root.admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

const isGiven = async (call: Promise<unknown>): Promise<boolean> => {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof ClientError && error.code === Status.NOT_FOUND) return false;
    throw error;
  }
};

const drain = async (stream: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of stream);
};

const isAmong = (patterns: readonly ({ readonly id: string } | undefined)[], id: string): boolean =>
  patterns.some((pattern) => pattern?.id === id);

/** Each path on which a pattern is shown, used or counted, by whether it is there for the caller. */
const PATHS: Readonly<Record<string, (clients: Clients, patternId: string, category: string) => Promise<boolean>>> = {
  get: ({ patterns }, patternId) => isGiven(patterns.getPattern({ patternId })),
  list: async ({ patterns }, id, category) => isAmong((await patterns.listPatterns({ category })).patterns, id),
  search: async ({ patterns }, id, category) => {
    const { hits } = await patterns.searchPatterns({ queryText: 'moor a zeppelin', category });
    return isAmong(
      hits.map(({ pattern }) => pattern),
      id,
    );
  },
  apply: async ({ learning }, id, category) => {
    const asked = { patternQuery: 'moor a zeppelin', context: '', minSimilarity: 0, category };
    return (await learning.applyPattern(asked)).patterns.some(({ patternId }) => patternId === id);
  },
  'apply by id': async ({ learning }, id) =>
    (await learning.applyPattern({ patternQuery: `id:${id}`, context: '' })).patterns.length > 0,
  recommend: async ({ insight }, id, category) => {
    const { recommendations } = await insight.recommendPatterns({ category });
    return isAmong(
      recommendations.map(({ pattern }) => pattern),
      id,
    );
  },
  analytics: async ({ insight }, id, category) =>
    isAmong((await insight.getPatternAnalytics({ category })).topPatterns, id),
  versions: ({ versions }, patternId) => isGiven(versions.listVersions({ patternId })),
  compare: ({ versions }, id) => isGiven(versions.compareVersions({ oldPatternId: id, newPatternId: id })),
  revisions: ({ patterns }, patternId) => isGiven(patterns.listRevisions({ patternId })),
  lint: ({ patterns }, patternId) => isGiven(patterns.lintPattern({ patternId })),
  uses: ({ usage }, patternId) => isGiven(usage.listUsage({ patternId })),
  use: ({ usage }, patternId) => isGiven(usage.recordUsage({ patternId, success: true })),
  propose: ({ proposals }, patternId) => isGiven(proposals.createProposal({ patternId, changes: { a: 1 } })),
  proposals: async ({ proposals }, patternId) => (await proposals.listProposals({ patternId })).proposals.length > 0,
  evolve: ({ learning }, patternId) => isGiven(learning.evolvePattern({ patternId, evolutionData: {} })),
  skill: ({ skills }, patternId) => isGiven(skills.getSkill({ patternId })),
  export: ({ skills }, patternId) => isGiven(drain(skills.exportSkills({ patternIds: [patternId] }))),
};

/** What each path says, all of them at once. */
const verdicts = async (clients: Clients, id: string, category: string): Promise<ReadonlySet<boolean>> => {
  const found = new Map<string, boolean>();
  for (const [name, path] of Object.entries(PATHS)) found.set(name, await path(clients, id, category));
  const [first] = found.values();
  expect(
    [...found].filter(([, verdict]) => verdict !== first),
    JSON.stringify([...found]),
  ).toEqual([]);
  return new Set(found.values());
};

const create = async (category: string, accessLevel: AccessLevel, more = {}): Promise<string> => {
  const { pattern } = await ann.patterns.createPattern({
    patternName: `mooring ${category}`,
    category,
    patternData: { description: `How to moor a zeppelin, ${category}.` },
    accessLevel,
    ...more,
  });
  return pattern?.id ?? '';
};

interface Loss {
  readonly how: string;
  readonly level: AccessLevel;
  readonly more?: object;
  readonly change: (patternId: string) => Promise<unknown>;
}

const LOSSES: readonly Loss[] = [
  {
    how: 'lowered',
    level: AccessLevel.PUBLIC,
    change: (patternId) => ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM }),
  },
  {
    how: 'unshared',
    level: AccessLevel.SHARED,
    more: { sharedWithAgents: ['zoe'] },
    change: (patternId) => ann.patterns.updatePattern({ patternId, sharedWithAgents: ['bob'] }),
  },
  {
    how: 'drafted',
    level: AccessLevel.PUBLIC,
    change: (patternId) => ann.patterns.updatePattern({ patternId, status: PatternStatus.DRAFT }),
  },
  {
    how: 'deleted',
    level: AccessLevel.PUBLIC,
    change: (patternId) => ann.patterns.deletePattern({ patternId }),
  },
];

describe('A right that is lost', () => {
  test.each(LOSSES)(
    'is lost on every path once the pattern is $how [access.revocation-immediate]',
    async ({ how, level, more, change }) => {
      const id = await create(how, level, more);
      expect(await verdicts(zoe, id, how)).toEqual(new Set([true]));
      await change(id);
      expect(await verdicts(zoe, id, how)).toEqual(new Set([false]));
    },
  );

  test('is lost on every path once the membership ends [access.revocation-immediate]', async () => {
    const id = await create('left', AccessLevel.TEAM);
    await core.as('carl', 'airships').access.whoAmI({});
    // Named without the namespace, which a caller over the socket would join again.
    const carl = core.as('carl');
    expect(await verdicts(carl, id, 'left')).toEqual(new Set([true]));
    await root.access.deleteMembership({ namespace: 'airships', agentId: 'carl' });
    expect(await verdicts(carl, id, 'left')).toEqual(new Set([false]));
  });

  test('is lost to a stream that is open: it tells that the pattern disappeared, and nothing of it any more', async () => {
    const id = await create('watched', AccessLevel.PUBLIC);
    const ending = new AbortController();
    const stream = zoe.patterns.watchPatterns({ category: 'watched' }, { signal: ending.signal });
    const events = stream[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ kind: PatternChangeKind.CAUGHT_UP });
    await ann.patterns.updatePattern({ patternId: id, accessLevel: AccessLevel.PRIVATE });
    await ann.patterns.updatePattern({ patternId: id, subcategory: 'secret' });
    const other = await create('watched', AccessLevel.PUBLIC, { patternName: 'another' });
    expect([(await events.next()).value, (await events.next()).value]).toMatchObject([
      { kind: PatternChangeKind.DISAPPEARED, patternId: id, pattern: undefined },
      { kind: PatternChangeKind.CREATED, patternId: other },
    ]);
    ending.abort();
  });
});
