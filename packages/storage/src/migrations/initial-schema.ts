import { Migration } from '@mikro-orm/migrations';
import { DEFAULT_NAMESPACE, SYSTEM_AGENT } from '@tmws/domain';
import { INITIAL_BASE_TABLES } from './initial-base-tables.ts';
import { INITIAL_PATTERN_TABLES } from './initial-pattern-tables.ts';

/** Step 1: every table, the built-in owner of SYSTEM patterns, and the change counter at 0. */
export class InitialSchema extends Migration {
  override up(): void {
    for (const statement of [...INITIAL_BASE_TABLES, ...INITIAL_PATTERN_TABLES]) this.addSql(statement);
    this.addSql(`insert into "namespaces" ("id", "created_at") values ('${DEFAULT_NAMESPACE}', 0)`);
    this.addSql(
      `insert into "agents" ("id", "default_namespace", "system_admin", "created_at") values ('${SYSTEM_AGENT}', '${DEFAULT_NAMESPACE}', 0, 0)`,
    );
    this.addSql('insert into "change_counter" ("id", "value") values (1, 0)');
  }
}
