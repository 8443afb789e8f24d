import { Migration } from '@mikro-orm/migrations';

/** Gives the changes so far the present state of their patterns: an earlier one is not known of them. */
export const FILL_SUBJECTS = `update "changes" set "subject" = (
    select json_object(
      'id', "p"."id", 'agentId', "p"."agent_id", 'namespace', "p"."namespace_id", 'accessLevel', "p"."access_level",
      'status', "p"."status", 'category', "p"."category",
      'sharedWithAgents', json((
        select json_group_array("s"."agent_id") from "pattern_shares" "s"
        where "s"."pattern_id" = "p"."id" and "p"."access_level" = 'SHARED'
      )),
      'isDeleted', json(case when "p"."deleted_at" is null then 'false' else 'true' end)
    ) from "patterns" "p" where "p"."id" = "changes"."pattern_id"
  )`;

/** Step 3: a change keeps who could read the pattern then, so that those who watch hear of what appears and disappears. */
export class ChangeSubjects extends Migration {
  override up(): void {
    this.addSql('alter table "changes" add column "subject" json null');
    this.addSql('create index "changes_pattern_index" on "changes" ("pattern_id", "sequence")');
    this.addSql(FILL_SUBJECTS);
  }
}
