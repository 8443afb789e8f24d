import { Migration } from '@mikro-orm/migrations';

/** Step 2: a revision names the agent for whom an admin wrote it. */
export class ActingFor extends Migration {
  override up(): void {
    this.addSql('alter table "revisions" add column "acting_for" text null');
  }
}
