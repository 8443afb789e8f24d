import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Migration } from '@mikro-orm/migrations';
import { describe, expect, test } from 'vitest';
import { SCHEMA_STEPS } from './migrations/schema-steps.ts';
import { createSqliteStorage, openSqliteStorage } from './sqlite-storage.ts';
import { lookInto } from './testing/look-into.ts';
import { samplePattern } from './testing/sample-pattern.ts';
import { storageOptions, temporaryFolder } from './testing/temporary-storage.ts';

class Whole extends Migration {
  override up(): void {
    this.addSql('create table "whole" as select 1 as one');
  }
}

const writer = fileURLToPath(new URL('./testing/crash-writer.ts', import.meta.url));

const writeUntilKilled = async (folder: string, acknowledgedBefore: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--conditions=@tmws/source', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === acknowledgedBefore) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
};

const migrator = fileURLToPath(new URL('./testing/crash-migrator.ts', import.meta.url));

describe('A process that is killed', () => {
  test('while it brings the schema forward leaves the data as before, and the next start brings it forward [storage.migrations-transaction]', async () => {
    using folder = temporaryFolder();
    const first = await createSqliteStorage(storageOptions(folder.path));
    const pattern = samplePattern();
    await first.write(async (store) => {
      await store.identity.provision('alice', 'default');
      await store.patterns.insert(pattern);
    });
    await first.close();

    const child = spawn(process.execPath, ['--conditions=@tmws/source', migrator, folder.path], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(lookInto(folder.path, 'select count(*) as steps from schema_versions')).toEqual([
      { steps: SCHEMA_STEPS.length },
    ]);
    expect(lookInto(folder.path, "select name from sqlite_master where name = 'half'")).toEqual([]);

    const step = { name: 'whole', migration: Whole };
    const again = await openSqliteStorage(storageOptions(folder.path), [...SCHEMA_STEPS, step]);
    expect(again.schemaVersion()).toBe(SCHEMA_STEPS.length + 1);
    expect(await again.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
    await again.close();
    expect(lookInto(folder.path, 'select count(*) as rows from whole')).toEqual([{ rows: 1 }]);
  });

  test('has lost nothing that it acknowledged, and left nothing half done [reliability.kill-9]', async () => {
    using folder = temporaryFolder();
    const acknowledged: string[] = [];
    for (const count of [1, 7, 40]) acknowledged.push(...(await writeUntilKilled(folder.path, count)));

    const storage = await createSqliteStorage(storageOptions(folder.path));
    const found = await storage.read((store) => store.patterns.findMany(acknowledged));
    expect(acknowledged.length).toBeGreaterThanOrEqual(48);
    expect(new Set(found.map((pattern) => pattern.id))).toEqual(new Set(acknowledged));
    const patterns = await storage.read((store) => store.patterns.count({ kind: 'all', of: [] }));
    expect(await storage.read((store) => store.outbox.countPending('words'))).toBe(patterns);
    await storage.close();
    expect(lookInto(folder.path, 'select count(*) as count from usages')).toEqual([{ count: patterns }]);
    expect(lookInto(folder.path, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
