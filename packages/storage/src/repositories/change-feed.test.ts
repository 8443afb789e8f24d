import { randomBytes } from 'node:crypto';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { FILL_SUBJECTS } from '../migrations/change-subjects.ts';
import { SCHEMA_STEPS } from '../migrations/schema-steps.ts';
import { openSqliteStorage } from '../sqlite-storage.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { storageOptions, temporaryFolder, temporaryStorage } from '../testing/temporary-storage.ts';

const AUTHOR = { agentId: 'alice', actingFor: undefined, reason: undefined };

test('a change carries who could read the pattern before and after', async () => {
  await using opened = await temporaryStorage();
  const { storage } = opened;
  const first = samplePattern({ accessLevel: 'SHARED', sharedWithAgents: ['bob'], category: 'a' });
  const second = { ...first, accessLevel: 'TEAM', category: 'b', revision: 2 } as const;
  await storage.write((store) => store.patterns.insert(first));
  await storage.write((store) => store.patterns.update(second, AUTHOR));
  const changes = await storage.read((store) => store.changes.since(0, 10));
  expect(changes).toMatchObject([
    {
      kind: 'created',
      before: undefined,
      after: { accessLevel: 'SHARED', sharedWithAgents: ['bob'], category: 'a', isDeleted: false },
    },
    {
      kind: 'updated',
      before: { accessLevel: 'SHARED', sharedWithAgents: ['bob'] },
      after: { accessLevel: 'TEAM', sharedWithAgents: [], category: 'b' },
    },
  ]);
  const [, last] = changes;
  expect(await storage.read((store) => store.changes.latest())).toBe(last?.sequence);
  expect(await storage.read((store) => store.changes.since(last?.sequence ?? 0, 10))).toEqual([]);
});

test('who watches is told of each commit that changed patterns, and of no other', async () => {
  await using opened = await temporaryStorage();
  const { storage } = opened;
  let told = 0;
  const end = storage.watch(() => {
    told += 1;
  });
  await storage.write((store) => store.patterns.insert(samplePattern()));
  expect(told).toBe(1);
  await storage.write((store) => store.identity.provision('carol', 'default'));
  await storage
    .write(async (store) => {
      await store.patterns.insert(samplePattern());
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  expect(told).toBe(1);
  end();
  await storage.write((store) => store.patterns.insert(samplePattern()));
  expect(told).toBe(1);
});

test('the key of the tokens is kept once', async () => {
  await using opened = await temporaryStorage();
  const { storage } = opened;
  expect(await storage.read((store) => store.changes.tokenKey())).toBeUndefined();
  const key = randomBytes(32);
  await storage.write((store) => store.changes.keepTokenKey(key));
  await storage.write((store) => store.changes.keepTokenKey(randomBytes(32)));
  expect(Buffer.from((await storage.read((store) => store.changes.tokenKey())) ?? [])).toEqual(key);
});

test('changes from before they kept it take the present state of their patterns', async () => {
  using folder = temporaryFolder();
  const options = storageOptions(folder.path);
  const before = await openSqliteStorage(options, SCHEMA_STEPS);
  const pattern = samplePattern({ accessLevel: 'SHARED', sharedWithAgents: ['bob'] });
  await before.write(async (store) => {
    await store.identity.provision('alice', 'default');
    await store.patterns.insert(pattern);
  });
  await before.close();
  const native = new SqliteDatabase(options.path);
  native.exec('update changes set subject = null');
  native.exec(FILL_SUBJECTS);
  native.close();
  const storage = await openSqliteStorage(options, SCHEMA_STEPS);
  try {
    const [change] = await storage.read((store) => store.changes.since(0, 10));
    expect(change?.after).toEqual({
      id: pattern.id,
      agentId: 'alice',
      namespace: 'default',
      accessLevel: 'SHARED',
      status: 'ACTIVE',
      category: 'testing',
      sharedWithAgents: ['bob'],
      isDeleted: false,
    });
  } finally {
    await storage.close();
  }
});
