import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { dataPaths } from '@tmws/config';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractRpcs } from '../fuzz/contract-rpcs.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';
import { REQUEST_ID_CASES, type World } from './request-id-cases.ts';

/** Refused as NOT_IMPLEMENTED; built ones belong into the cases. */
const NOT_BUILT: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  'AdminService.CreateBackup': ({ admin }) => admin.admin.createBackup({}),
  'AdminService.SwitchEmbedder': ({ admin }) => admin.admin.switchEmbedder({ name: 'none' }),
};

/** Written by work in the background, or about the repetition itself. */
const OF_THE_MOMENT = ['requests', 'outbox', 'vectors', 'demand', 'settings'];

const MUTATING = contractRpcs()
  .filter(({ idempotency }) => idempotency !== MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS)
  .map((rpc) => `${rpc.parent.name}.${rpc.name}`);

/** What an answer says for good: where a text is found already is asked anew, and a secret is shown once. */
const lasting = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value) =>
      ['searchableByWords', 'searchableByMeaning', 'secret'].includes(name) ? undefined : value,
    ),
  );

let home: TmwsHome;
let world: World;

const flag = (patternId: string): string => {
  const id = randomUUID();
  const database = new Database(dataPaths(home.dataDir).database, { timeout: 5_000 });
  try {
    database
      .prepare(
        `insert into findings
           (id, pattern_id, revision, kind, code, rule_id, severity, field, file, text, done, is_held, created_at)
         values
           (?, ?, 1, 'scan', 'hidden_unicode', 'hidden', 'warning', '', '', 'Text that nobody sees.', '', 1, 1)`,
      )
      .run(id, patternId);
  } finally {
    database.close();
  }
  return id;
};

beforeAll(async () => {
  home = await tmwsHome();
  world = { admin: await home.client(), ann: await home.client('ann'), flag };
  await world.admin.access.whoAmI({});
  await world.ann.access.whoAmI({});
  await untilEmbedded(world.admin);
});

afterAll(() => home[Symbol.asyncDispose]());

/** Every row that a call could have written. */
const rows = (): Record<string, readonly unknown[]> => {
  const database = new Database(dataPaths(home.dataDir).database, { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table' and sql not like '%virtual%'")
      .all();
    return Object.fromEntries(
      tables
        .filter(({ name }) => !OF_THE_MOMENT.includes(name))
        .map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]),
    );
  } finally {
    database.close();
  }
};

test('there is a case for each mutating rpc of the contract', () => {
  expect([...Object.keys(REQUEST_ID_CASES), ...Object.keys(NOT_BUILT)].toSorted()).toEqual(MUTATING.toSorted());
});

test.each(Object.entries(NOT_BUILT))('%s is not built, or it has a case', async (_, call) => {
  await expect(call(world)).rejects.toMatchObject({ reason: 'NOT_IMPLEMENTED' });
});

describe('a repeated request', () => {
  test.each(Object.entries(REQUEST_ID_CASES))(
    'of %s gets the first answer and acts once, and other content under its id is refused [grpc.request-id]',
    async (_, prepare) => {
      const call = await prepare(world);
      const requestId = randomUUID();
      const before = rows();
      const first = await call.same(requestId);
      const after = rows();
      const second = await call.same(requestId);
      expect(lasting(second)).toEqual(lasting(first));
      expect(rows()).toEqual(after);
      expect(isDeepStrictEqual(after, before)).toBe(call.changes === 'index');
      await expect(call.other(requestId)).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
      expect(rows()).toEqual(after);
    },
  );
});
