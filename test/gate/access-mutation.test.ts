import {
  ACCESS_LEVELS,
  ACCESS_TABLE,
  type AccessLevel,
  type AccessTable,
  type Caller,
  type Condition,
  changeableBy,
  conditionSubject,
  type Entitlement,
  evaluate,
  readableBy,
} from '@tmws/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, type RealEngine } from '../crash/build-engine.ts';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { passedByLance, passedBySql, within } from './forms.ts';
import { mayChange, mayRead } from './oracle.ts';
import { randomWorlds, storeWorlds, type World } from './random-worlds.ts';

const ENTITLEMENTS: readonly Entitlement[] = [
  'owner',
  'namespace-member',
  'shared-agent',
  'every-agent',
  'system-admin',
];
const ACTIONS = ['read', 'change'] as const;

/** One cell of the access table with one entitlement more or less. */
interface Mutant {
  readonly name: string;
  readonly level: AccessLevel;
  readonly action: (typeof ACTIONS)[number];
  readonly table: AccessTable;
}

const mutants: readonly Mutant[] = ACCESS_LEVELS.flatMap((level) =>
  ACTIONS.flatMap((action) =>
    ENTITLEMENTS.map((entitlement): Mutant => {
      const cell: readonly Entitlement[] = ACCESS_TABLE[level][action];
      const without = cell.filter((other) => other !== entitlement);
      const changed = cell.includes(entitlement) ? without : [...cell, entitlement];
      return {
        name: `${level} ${action} ${cell.includes(entitlement) ? 'without' : 'with'} ${entitlement}`,
        level,
        action,
        table: { ...ACCESS_TABLE, [level]: { ...ACCESS_TABLE[level], [action]: changed } },
      };
    }),
  ),
);

/** Every way of standing to a pattern: which entitlements one has. `every-agent` is had by all. */
const standings: readonly (readonly Entitlement[])[] = Array.from({ length: 2 ** 4 }, (_, bits) => [
  'every-agent',
  ...(['owner', 'namespace-member', 'shared-agent', 'system-admin'] as const).filter((_entitlement, bit) =>
    Boolean((bits >> bit) & 1),
  ),
]);

const grants = (table: AccessTable, level: AccessLevel, standing: readonly Entitlement[]): string => {
  const has = (action: 'read' | 'change'): boolean =>
    table[level][action].some((entitlement) => standing.includes(entitlement));
  return `${has('read')} ${has('read') && has('change')}`;
};

/** Whether a mutant means the same as the table for everybody, as `PUBLIC` without its owner does: every agent remains. */
const meansTheSame = (mutant: Mutant): boolean =>
  standings.every(
    (standing) => grants(mutant.table, mutant.level, standing) === grants(ACCESS_TABLE, mutant.level, standing),
  );

const worlds = randomWorlds(600, 7);

interface Case {
  readonly world: World;
  readonly caller: Caller;
}

const cases: readonly Case[] = worlds.flatMap((world) => world.callers.map((caller) => ({ world, caller })));

const conditionsOf = (mutant: Mutant, caller: Caller): readonly Condition[] => [
  readableBy(caller, mutant.table),
  changeableBy(caller, mutant.table),
];

const wanted = ({ world, caller }: Case): readonly (readonly string[])[] => [
  world.patterns.filter((pattern) => mayRead(caller, pattern)).map(({ id }) => id),
  world.patterns.filter((pattern) => mayChange(caller, pattern)).map(({ id }) => id),
];

const inMemory = (mutant: Mutant, { world, caller }: Case): readonly (readonly string[])[] =>
  conditionsOf(mutant, caller).map((condition) =>
    world.patterns.filter((pattern) => evaluate(condition, conditionSubject(pattern))).map(({ id }) => id),
  );

const differs = (left: unknown, right: unknown): boolean => JSON.stringify(left) !== JSON.stringify(right);

const firstDisagreement = (mutant: Mutant): Case | undefined =>
  cases.find((one) => differs(inMemory(mutant, one), wanted(one)));

let folder: TemporaryFolder;
let engine: RealEngine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await buildEngine(folder.path);
  await storeWorlds(engine.unitOfWork, worlds);
  await engine.indexer.reindex(() => undefined);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describe('a change of one cell of the access table', () => {
  test('is seen by the comparison with the written rules, unless it means the same for everybody', () => {
    expect(mutants).toHaveLength(50);
    for (const mutant of mutants) {
      expect(firstDisagreement(mutant) === undefined, mutant.name).toBe(meansTheSame(mutant));
    }
  });

  test('is possible in each cell', () => {
    const cells = new Set(mutants.filter((mutant) => !meansTheSame(mutant)).map(({ level, action }) => level + action));
    expect(cells.size).toBe(ACCESS_LEVELS.length * ACTIONS.length);
  });

  test('is seen in SQLite and in LanceDB too', { timeout: 60_000 }, async () => {
    let seen = 0;
    for (const mutant of mutants.filter((one) => !meansTheSame(one))) {
      const one = firstDisagreement(mutant);
      if (one === undefined) throw new Error(`${mutant.name} was not seen.`);
      const conditions = conditionsOf(mutant, one.caller).map((condition) => within(one.world, condition));
      const bySql = await Promise.all(conditions.map((condition) => passedBySql(engine, condition)));
      const byLance = await Promise.all(conditions.map((condition) => passedByLance(engine, condition)));
      expect(bySql, mutant.name).not.toEqual(wanted(one));
      expect(byLance, mutant.name).not.toEqual(wanted(one));
      expect(bySql, mutant.name).toEqual(inMemory(mutant, one));
      expect(byLance, mutant.name).toEqual(inMemory(mutant, one));
      seen += 1;
    }
    expect(seen).toBeGreaterThanOrEqual(25);
  });
});
