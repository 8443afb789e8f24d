import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Condition } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { SCHEMA_STEPS } from './migrations/schema-steps.ts';
import { createSqliteStorage } from './sqlite-storage.ts';
import { lookInto } from './testing/look-into.ts';
import { samplePattern } from './testing/sample-pattern.ts';
import { storageOptions, temporaryFolder, temporaryStorage } from './testing/temporary-storage.ts';

const ALL: Condition = { kind: 'all', of: [] };

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('A write', () => {
  test('commits all of its work or none of it', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const failing = storage.write(async (store) => {
      await store.patterns.insert(samplePattern());
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await storage.read((store) => store.patterns.count(ALL))).toBe(0);
    await storage.write((store) => store.patterns.insert(samplePattern()));
    expect(await storage.read((store) => store.patterns.count(ALL))).toBe(1);
  });

  test('is there when the database is opened again', async () => {
    using folder = temporaryFolder();
    const pattern = samplePattern({ tags: ['kept'] });
    const first = await createSqliteStorage(storageOptions(folder.path));
    await first.write(async (store) => {
      await store.identity.provision('alice', 'default');
      await store.patterns.insert(pattern);
    });
    await first.close();
    const second = await createSqliteStorage(storageOptions(folder.path));
    expect(await second.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
    await second.close();
  });

  test('waits its turn: a hundred at once run one after the other, in the order of the calls', async () => {
    await using world = await temporaryStorage();
    const order: string[] = [];
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        world.storage.write(async (store) => {
          order.push(`${index} begins`);
          await store.patterns.insert(samplePattern());
          await setImmediate();
          order.push(`${index} ends`);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => [`${index} begins`, `${index} ends`]).flat());
    expect(await world.storage.read((store) => store.patterns.count(ALL))).toBe(100);
  });

  test('within a write is refused instead of waiting for ever, and the next one goes on', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const nested = storage.write(() => storage.write(async () => undefined));
    await expect(nested).rejects.toThrow('write() was called within write()');
    await expect(storage.write(async () => 'fine')).resolves.toBe('fine');
  });

  test('sees its own changes, which reads see only once it is committed', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const pattern = samplePattern();
    await storage.write(async (store) => {
      await store.patterns.insert(pattern);
      expect(await store.patterns.find(pattern.id)).toEqual(pattern);
      // A read does not wait for the transaction that is under way.
      expect(await storage.read((reading) => reading.patterns.find(pattern.id))).toBeUndefined();
    });
    expect(await storage.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
  });

  test('moves the change counter by one when it changes rows that caches depend on, and not otherwise', async () => {
    await using world = await temporaryStorage();
    const { storage, folder } = world;
    const counter = () => lookInto(folder, 'select value from change_counter');
    const before = counter();
    await storage.write((store) => store.outbox.add(['x'], new Date()));
    await storage.write((store) => store.identity.provision('alice', 'default'));
    expect(counter()).toEqual(before);
    await storage.write(async (store) => {
      await store.patterns.insert(samplePattern());
      await store.patterns.insert(samplePattern());
    });
    expect(counter()).toEqual([{ value: 2 }]);
    expect(before).toEqual([{ value: 1 }]);
  });

  test('cannot be made with a store whose transaction has ended', async () => {
    await using world = await temporaryStorage();
    const kept = await world.storage.write(async (store) => store);
    await expect(kept.patterns.insert(samplePattern())).rejects.toThrow('already committed');
  });
});

describe('A read', () => {
  test('may not change rows', async () => {
    await using world = await temporaryStorage();
    await expect(world.storage.read((store) => store.outbox.add(['x'], new Date()))).rejects.toThrow('Use write()');
  });
});

describe('The files', () => {
  test('are readable by their owner alone, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      await using world = await temporaryStorage();
      const path = join(world.folder, 'tmws.db');
      expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    } finally {
      process.umask(umask);
    }
  });

  test('are in WAL mode, and one file remains when the storage is closed', async () => {
    using folder = temporaryFolder();
    const storage = await createSqliteStorage(storageOptions(folder.path));
    await storage.write((store) => store.identity.provision('alice', 'default'));
    expect(storage.schemaVersion()).toBe(SCHEMA_STEPS.length);
    await storage.close();
    expect(lookInto(folder.path, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(statSync(join(folder.path, 'tmws.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });
});
