import { Migration } from '@mikro-orm/migrations';
import { SCHEMA_STEPS } from '../migrations/schema-steps.ts';
import { openSqliteStorage } from '../sqlite-storage.ts';
import { storageOptions } from './temporary-storage.ts';

/** Does half of its work and is killed. */
class KilledHalfway extends Migration {
  override async up(): Promise<void> {
    await this.execute('create table "half" ("id" integer)');
    await this.execute('delete from "patterns"');
    process.kill(process.pid, 'SIGKILL');
  }
}

// Brings the schema of a folder forward by a step in whose middle the process is killed.
const [folder = ''] = process.argv.slice(2);
await openSqliteStorage(storageOptions(folder), [...SCHEMA_STEPS, { name: 'half', migration: KilledHalfway }]);
