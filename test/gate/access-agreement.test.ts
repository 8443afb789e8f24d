import { canChange, canRead, changeableBy, readableBy } from '@tmws/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, type RealEngine } from '../crash/build-engine.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { passedByLance, passedBySql, within } from './forms.ts';
import { mayChange, mayRead } from './oracle.ts';
import { randomWorlds, storeWorlds } from './random-worlds.ts';

const SEED = 20261124;
const worlds = randomWorlds(1_200, SEED);

let folder: TemporaryFolder;
let engine: RealEngine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await buildEngine(folder.path);
  await storeWorlds(engine.unitOfWork, worlds);
  await engine.indexer.reindex(() => undefined);
  await engine.indexer.idle();
  await engine.index.maintain();
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describe('the access rule', () => {
  test('has one verdict in memory, in SQL, in LanceDB and in plain words, over random worlds [access.private-read, access.team-read, access.shared-read, access.public-read, access.system-read, access.owner-always-reads]', {
    timeout: 120_000,
  }, async () => {
    const verdicts = { read: 0, unread: 0, changed: 0, unchanged: 0 };
    for (const world of worlds) {
      for (const caller of world.callers) {
        const told = JSON.stringify({ seed: SEED, world: world.label, caller });
        const read = world.patterns.filter((pattern) => mayRead(caller, pattern)).map(({ id }) => id);
        const changed = world.patterns.filter((pattern) => mayChange(caller, pattern)).map(({ id }) => id);
        expect(
          world.patterns.filter((pattern) => canRead(caller, pattern)).map(({ id }) => id),
          told,
        ).toEqual(read);
        expect(
          world.patterns.filter((pattern) => canChange(caller, pattern)).map(({ id }) => id),
          told,
        ).toEqual(changed);
        const readable = within(world, readableBy(caller));
        const changeable = within(world, changeableBy(caller));
        expect(await passedBySql(engine, readable), `SQL ${told}`).toEqual(read);
        expect(await passedBySql(engine, changeable), `SQL ${told}`).toEqual(changed);
        expect(await passedByLance(engine, readable), `LanceDB ${told}`).toEqual(read);
        expect(await passedByLance(engine, changeable), `LanceDB ${told}`).toEqual(changed);
        verdicts.read += read.length;
        verdicts.unread += world.patterns.length - read.length;
        verdicts.changed += changed.length;
        verdicts.unchanged += world.patterns.length - changed.length;
      }
    }
    expect(Math.min(...Object.values(verdicts)), JSON.stringify(verdicts)).toBeGreaterThan(1_000);
  });
});
