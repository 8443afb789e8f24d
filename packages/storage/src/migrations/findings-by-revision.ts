import { Migration } from '@mikro-orm/migrations';

/**
 * Step 5: a finding has the id of its content, so that each revision can have it, and says its field, its rule and whether
 * it holds the pattern back. Nothing was written to the table before.
 */
export class FindingsByRevision extends Migration {
  override up(): void {
    this.addSql('drop table "findings"');
    this.addSql(`create table "findings" (
    "pattern_id" text not null,
    "revision" integer not null,
    "id" text not null,
    "kind" text not null,
    "code" text not null,
    "rule_id" text not null,
    "severity" text not null,
    "field" text not null,
    "file" text not null,
    "line" integer null,
    "text" text not null,
    "done" text not null,
    "is_held" integer not null,
    "created_at" bigint not null,
    "approved_at" bigint null,
    "approved_by" text null,
    primary key ("pattern_id", "revision", "id"),
    constraint "findings_pattern_id_foreign" foreign key ("pattern_id") references "patterns" ("id") on delete cascade,
    constraint "findings_kind_check" check (kind in ('import', 'scan', 'lint')),
    constraint "findings_severity_check" check (severity in ('info', 'warning', 'error'))
  )`);
  }
}
