import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RealEngine } from '../crash/build-engine.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { answerOf } from './answer-of.ts';
import { buildLeakWorld } from './build-leak-world.ts';
import { type LeakWorld, leakWorlds, withoutUnreadable } from './leak-world.ts';
import { aggregates, type Calls, type Named, readCalls, watched } from './read-calls.ts';
import { writeCalls } from './write-calls.ts';

const SEED = 20261125;
const WORLDS = 3;

const UNKNOWN = '00000000-0000-7000-9000-000000000000';

const namedIn = (world: LeakWorld): Named & { readonly names: readonly string[] } => ({
  patternIds: [...world.patterns.map(({ id }) => id), UNKNOWN],
  proposalIds: [...world.proposals.map(({ id }) => id), UNKNOWN],
  useIds: [...world.uses.slice(0, 20).map(({ id }) => id), UNKNOWN],
  applicationIds: [...world.applications.map(({ id }) => id), UNKNOWN],
  names: [...new Set(world.patterns.map(({ patternName }) => patternName))].slice(0, 3),
});

const answersTo = async (calls: Calls, told: Map<string, unknown>, when: string): Promise<void> => {
  for (const [asked, call] of calls) told.set(`${when}: ${asked}`, await answerOf(call));
};

/** A change that no caller of these worlds may see. */
const changeUnseen = ({ unitOfWork }: RealEngine): Promise<void> =>
  unitOfWork.write((store) =>
    store.experiences.insert({
      id: 'unseen',
      area: 'foreign',
      content: 'Done.',
      tags: [],
      agentId: 'bob',
      namespace: 'team-b',
      createdAt: new Date(0),
    }),
  );

/** All that the caller of a world is told, by what it asked; the calls name what is in the fuller world. */
const tellings = async (
  folder: string,
  world: LeakWorld,
  named: ReturnType<typeof namedIn>,
): Promise<ReadonlyMap<string, unknown>> => {
  const { caller } = world;
  let resumeToken = '';
  await using built = await buildLeakWorld(folder, world, async (engine) => {
    resumeToken = (await watched(engine, caller, ''))[0]?.resumeToken ?? '';
  });
  const { engine, clock } = built;
  const told = new Map<string, unknown>();
  await answersTo(readCalls(engine, caller, named), told, 'at first');
  await answersTo(new Map([['watch', () => watched(engine, caller, resumeToken)]]), told, 'at first');
  clock.advance(1_000);
  if (world.hasOthersActivity) await changeUnseen(engine);
  await answersTo(new Map(aggregates(engine, caller)), told, 'after a change that is not seen');
  await answersTo(writeCalls(engine, caller, named), told, 'writing');
  await engine.indexer.idle();
  await answersTo(readCalls(engine, caller, named), told, 'after writing');
  await answersTo(new Map([['watch', () => watched(engine, caller, resumeToken)]]), told, 'after writing');
  expect(engine.errors).toEqual([]);
  return told;
};

describe('a caller', () => {
  test('is told by every use case the same as if what it may not read did not exist [access.aggregates-readable-only]', {
    timeout: 600_000,
  }, async () => {
    for (const [index, world] of fc.sample(leakWorlds, { numRuns: WORLDS, seed: SEED }).entries()) {
      const smaller = withoutUnreadable(world);
      expect(smaller.patterns.length).toBeLessThan(world.patterns.length);
      const named = namedIn(world);
      await using folder = await temporaryFolder();
      const [expected, found] = await Promise.all([
        tellings(`${folder.path}/alone`, smaller, named),
        tellings(`${folder.path}/together`, world, named),
      ]);
      const told = JSON.stringify({ seed: SEED, index, caller: world.caller });
      for (const [asked, answer] of expected) expect(found.get(asked), `${asked} ${told}`).toEqual(answer);
    }
  });
});
