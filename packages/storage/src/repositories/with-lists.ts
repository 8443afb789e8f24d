import type { Pattern } from '@tmws/domain';
import { compiledOnce } from '../compiled-once.ts';
import { inChunks } from '../in-chunks.ts';
import { type PatternRow, toPattern } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';

const MOST_IDS = 5_000;

type ListEntry = { readonly pattern_id: string; readonly value: string };

const byPattern = (entries: readonly ListEntry[]): ReadonlyMap<string, readonly string[]> => {
  const lists = new Map<string, string[]>();
  for (const entry of entries) {
    const list = lists.get(entry.pattern_id);
    if (list === undefined) lists.set(entry.pattern_id, [entry.value]);
    else list.push(entry.value);
  }
  return lists;
};

const tagsOf = ({ database }: Session, ids: readonly string[]): Promise<ListEntry[]> =>
  database
    .selectFrom('pattern_tags')
    .select(['pattern_id', 'tag as value'])
    .where('pattern_id', 'in', ids)
    .orderBy('position')
    .execute();

const sharesOf = ({ database }: Session, ids: readonly string[]): Promise<ListEntry[]> =>
  database
    .selectFrom('pattern_shares')
    .select(['pattern_id', 'agent_id as value'])
    .where('pattern_id', 'in', ids)
    .orderBy('position')
    .execute();

const tagsOfOne = compiledOnce((database) =>
  database
    .selectFrom('pattern_tags')
    .select(['pattern_id', 'tag as value'])
    .where('pattern_id', '=', '')
    .orderBy('position'),
);

const sharesOfOne = compiledOnce((database) =>
  database
    .selectFrom('pattern_shares')
    .select(['pattern_id', 'agent_id as value'])
    .where('pattern_id', '=', '')
    .orderBy('position'),
);

/** The patterns of rows, in their order, with the tags and shares of all of them from two queries. */
export const withLists = async (session: Session, rows: readonly PatternRow[]): Promise<readonly Pattern[]> => {
  const patterns: Pattern[] = [];
  for (const chunk of inChunks(rows, MOST_IDS)) {
    const ids = chunk.map((row) => row.id);
    const isOne = ids.length === 1;
    const tags = byPattern(await (isOne ? tagsOfOne(session, ids) : tagsOf(session, ids)));
    const shares = byPattern(await (isOne ? sharesOfOne(session, ids) : sharesOf(session, ids)));
    for (const row of chunk) {
      patterns.push(toPattern(row, { tags: tags.get(row.id) ?? [], sharedWithAgents: shares.get(row.id) ?? [] }));
    }
  }
  return patterns;
};
