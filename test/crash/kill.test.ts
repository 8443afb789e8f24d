import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { FAILPOINTS, type Failpoint } from '@tmws/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { buildEngine, foldersOf } from './build-engine.ts';
import type { Plan } from './child.ts';
import { type Child, type Death, startChild } from './crash-lane.ts';
import { expectFoundByWords, expectIndexEqualToRows } from './index-equality.ts';

/** Kills at points chosen at random after each failpoint was met once a folder. */
const RANDOM_KILLS = 5;
/** Each folder lives through so many crashes that what one leaves behind meets the next. */
const KILLS_A_FOLDER = FAILPOINTS.length + RANDOM_KILLS;
const FOLDERS = Math.ceil(Number(process.env.TMWS_TEST_KILLS ?? 100) / KILLS_A_FOLDER);
/** Folders that are worked on at the same time. */
const LANES = 2;

const seed = Number(process.env.TMWS_TEST_SEED ?? Date.now() % 1_000_000);

/** What must go wrong before the start for the failpoint to be reached. */
type Spoiling = 'none' | 'newest-versions' | 'everything';

interface Step {
  readonly failpoint: Failpoint | undefined;
  readonly hit: number;
  readonly delay: number;
  readonly work: Plan['work'];
  readonly spoiling: Spoiling;
}

const stepTo = (failpoint: Failpoint): fc.Arbitrary<Step> => {
  const step = (work: Plan['work'], [min, max]: readonly [number, number], spoiling: readonly Spoiling[]) =>
    fc.record({
      failpoint: fc.constant(failpoint),
      hit: fc.integer({ min, max }),
      delay: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
      work: fc.constant(work),
      spoiling: fc.constantFrom(...spoiling),
    });
  switch (failpoint) {
    case 'row-committed':
    case 'merge-begins':
    case 'merge-written':
    case 'merge-marked':
      return step('writes', [1, 12], ['none']);
    case 'vectors-saved':
      return step('batches', [1, 2], ['none']);
    case 'maintenance-begins':
    case 'maintenance-ended':
      // The first one comes at the start, with nothing to do.
      return step('batches', [2, 3], ['none']);
    case 'rebuild-begins':
    case 'rebuild-page':
    case 'rebuild-filled':
    case 'rebuild-commits':
    case 'rebuild-committed':
      return step('reindex', [1, 2], ['none', 'everything']);
    case 'reconcile-mended':
      return step('writes', [1, 1], ['newest-versions']);
    default:
      return failpoint satisfies never;
  }
};

const anywhere: fc.Arbitrary<Step> = fc.record({
  failpoint: fc.constant(undefined),
  hit: fc.constant(1),
  delay: fc.integer({ min: 1, max: 700 }),
  work: fc.constantFrom('writes', 'batches', 'reindex'),
  spoiling: fc.constantFrom('none', 'none', 'newest-versions', 'everything'),
});

const stepsOf = (folder: number): readonly Step[] => {
  const steps = fc.tuple(...FAILPOINTS.map(stepTo), ...Array.from({ length: RANDOM_KILLS }, () => anywhere));
  const [sample = []] = fc.sample(
    steps.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
    { numRuns: 1, seed: seed + folder },
  );
  return sample;
};

const removeNewestVersions = async (vectors: string): Promise<void> => {
  const tables = (await readdir(vectors).catch(() => [])).filter((name) => name.startsWith('patterns_'));
  for (const table of tables) {
    const folder = path.join(vectors, table, '_versions');
    // Their numbers count down: the first name is the newest.
    const manifests = (await readdir(folder)).filter((name) => name.endsWith('.manifest')).toSorted();
    for (const manifest of manifests.slice(0, Math.min(6, manifests.length - 2))) await rm(path.join(folder, manifest));
  }
};

const spoil = async (folder: string, spoiling: Spoiling): Promise<void> => {
  const { vectors } = foldersOf(folder);
  if (spoiling === 'newest-versions') await removeNewestVersions(vectors);
  if (spoiling === 'everything') await rm(vectors, { recursive: true, force: true });
};

/** What was acknowledged in a folder so far. */
interface Ledger {
  readonly patterns: Set<string>;
  readonly uses: Map<string, number>;
}

const enter = (ledger: Ledger, death: Death): void => {
  for (const { patterns, uses } of death.acknowledged) {
    for (const id of patterns) ledger.patterns.add(id);
    for (const id of uses) ledger.uses.set(id, (ledger.uses.get(id) ?? 0) + 1);
  }
};

/** What a child said on its standard error, but for LanceDB's remark that a merge of pieces gave way to a write. */
const complaints = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !/ WARN +lance::dataset::optimize\] /.test(line));

/** Starts an engine where a child died, and compares. */
const checkAfter = async (
  folder: string,
  ledger: Ledger,
  call: { death: Death; spoiling: Spoiling },
): Promise<void> => {
  let mendings = 0;
  await using engine = await buildEngine(folder, {
    reach: (failpoint) => {
      if (failpoint === 'reconcile-mended') mendings += 1;
    },
  });
  await engine.indexer.idle();
  // A crash by itself is healed by the outbox; the comparison at start is for what was done to the files.
  if (call.spoiling === 'none') expect(mendings).toBe(0);
  const patterns = await engine.unitOfWork.read((store) => store.patterns.findMany([...ledger.patterns]));
  expect(patterns).toHaveLength(ledger.patterns.size);
  const counts = new Map(patterns.map(({ id, usage }) => [id, usage.usageCount]));
  for (const [id, uses] of ledger.uses) expect(counts.get(id)).toBeGreaterThanOrEqual(uses);
  await expectIndexEqualToRows(engine);
  const latest = call.death.acknowledged.flatMap((acknowledged) => acknowledged.patterns).slice(-5);
  await expectFoundByWords(engine, latest);
  expect(engine.errors).toEqual([]);
};

interface Count {
  kills: number;
  missed: number;
  acknowledged: number;
}

const liveThrough = async (folderNumber: number, counts: Map<string, Count>): Promise<void> => {
  await using folder = await temporaryFolder();
  const ledger: Ledger = { patterns: new Set(), uses: new Map() };
  let next: Child = startChild();
  try {
    for (const [number, step] of stepsOf(folderNumber).entries()) {
      const child = next;
      await spoil(folder.path, step.spoiling);
      const death = await child.runToDeath({ ...step, folder: folder.path });
      next = startChild();
      enter(ledger, death);
      const told = JSON.stringify({ seed, folderNumber, number, ...step });
      expect(complaints(death.stderr), told).toEqual([]);
      await checkAfter(folder.path, ledger, { death, spoiling: step.spoiling }).catch((error: unknown) => {
        throw new Error(`After a kill, ${told}`, { cause: error });
      });
      const name = step.failpoint ?? 'anywhere';
      const count = counts.get(name) ?? { kills: 0, missed: 0, acknowledged: 0 };
      counts.set(name, count);
      count[death.asPlanned ? 'kills' : 'missed'] += 1;
      count.acknowledged += death.acknowledged.length;
    }
  } finally {
    next.dismiss();
  }
};

describe('a core that is killed', () => {
  test('has lost no acknowledged write, and its index equals its rows after the next start, wherever it died [reliability.kill-9, reliability.index-heals]', {
    timeout: Math.max(600_000, FOLDERS * 60_000),
  }, async () => {
    const counts = new Map<string, Count>();
    const waiting = Array.from({ length: FOLDERS }, (_, folder) => folder);
    const lane = async (): Promise<void> => {
      for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
        await liveThrough(folder, counts);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const table = [...counts].map(([name, count]) => `${name}: ${JSON.stringify(count)}`).join('\n');
    const kills = [...counts.values()].reduce((sum, count) => sum + count.kills, 0);
    console.info(`seed ${seed}: ${kills} kills in ${FOLDERS} data folders\n${table}`);
    expect(kills, table).toBeGreaterThanOrEqual(FOLDERS * KILLS_A_FOLDER * 0.95);
    for (const failpoint of FAILPOINTS) expect(counts.get(failpoint)?.kills, failpoint).toBeGreaterThan(0);
  });
});
