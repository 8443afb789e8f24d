import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { loadSqlite } from './load-sqlite.ts';
import { openLegacySource } from './open-source.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

test('a view with the name of a table is none: its rows may have no end', async () => {
  const database = new (await loadSqlite()).Database();
  const numbers = 'with recursive n(id) as (select 1 union all select id + 1 from n) select id from n';
  database.run('create table memories (id text, content text)');
  database.run(`create view learning_patterns as ${numbers}`);
  await using source = await openLegacySource(folder.write('view.db', database.export()));
  expect([...source.tables.keys()]).toEqual(['memories']);
  expect(source.rowCount).toBe(0);
});

test('a pipe is not waited for', async () => {
  const pipe = join(folder.path, 'pipe.db');
  execFileSync('mkfifo', [pipe]);
  await expect(openLegacySource(pipe)).rejects.toThrow(/is no file/);
});
