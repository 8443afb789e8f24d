import { Migration } from '@mikro-orm/migrations';

/** Step 4: agents and namespaces are described; a key's secret before the last rotation works for a while. */
export class IdentityDetails extends Migration {
  override up(): void {
    for (const table of ['namespaces', 'agents']) {
      this.addSql(`alter table "${table}" add column "description" text null`);
      this.addSql(`alter table "${table}" add column "updated_at" bigint null`);
    }
    this.addSql('alter table "api_keys" rename column "name" to "description"');
    this.addSql('alter table "api_keys" add column "old_hash" text null');
    this.addSql('alter table "api_keys" add column "old_secret_ends_at" bigint null');
    this.addSql('create unique index "api_keys_old_hash_unique" on "api_keys" ("old_hash")');
  }
}
