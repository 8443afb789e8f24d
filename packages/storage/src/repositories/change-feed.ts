import { CHANGE_KINDS, type ChangeFeed, type ChangeKind } from '@tmws/engine';
import { toSubject } from '../change-subject.ts';
import { toDate, toJsonObject } from '../column-values.ts';
import type { Session } from '../session.ts';

const TOKEN_KEY = 'watch-token-key';

const toKind = (value: string): ChangeKind => {
  const kind = CHANGE_KINDS.find((known) => known === value);
  if (kind === undefined) throw new Error(`A stored change has the unknown kind "${value}".`);
  return kind;
};

/** The changes of patterns in SQL. */
export const createChangeFeed = ({ database, now }: Session): ChangeFeed => ({
  latest: async () => {
    const row = await database
      .selectFrom('changes')
      .select((eb) => eb.fn.max('sequence').as('sequence'))
      .executeTakeFirst();
    return Number(row?.sequence ?? 0);
  },
  since: async (sequence, limit) => {
    const rows = await database
      .selectFrom('changes as change')
      .select(['change.sequence', 'change.pattern_id', 'change.kind', 'change.created_at', 'change.subject'])
      .select((eb) =>
        eb
          .selectFrom('changes as earlier')
          .select('earlier.subject')
          .whereRef('earlier.pattern_id', '=', 'change.pattern_id')
          .whereRef('earlier.sequence', '<', 'change.sequence')
          .orderBy('earlier.sequence', 'desc')
          .limit(1)
          .as('before'),
      )
      .where('change.sequence', '>', sequence)
      .orderBy('change.sequence')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      sequence: row.sequence,
      patternId: row.pattern_id,
      kind: toKind(row.kind),
      at: toDate(row.created_at),
      before: toSubject(row.before),
      after: toSubject(row.subject),
    }));
  },
  tokenKey: async () => {
    const row = await database.selectFrom('settings').select('value').where('key', '=', TOKEN_KEY).executeTakeFirst();
    const key = row === undefined ? undefined : toJsonObject(row.value).key;
    return typeof key === 'string' ? Buffer.from(key, 'base64') : undefined;
  },
  keepTokenKey: async (key) => {
    const value = JSON.stringify({ key: Buffer.from(key).toString('base64') });
    await database
      .insertInto('settings')
      .values({ key: TOKEN_KEY, value, updated_at: now().getTime() })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  },
});
