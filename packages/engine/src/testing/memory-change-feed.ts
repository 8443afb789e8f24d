import { conditionSubject, type Pattern } from '@tmws/domain';
import type { ChangeFeed, ChangeKind } from '../ports/change-feed.ts';
import type { MemoryState } from './memory-state.ts';

/** Notes a change of a pattern among the rows of a memory store. */
export const noteChange = (
  state: MemoryState,
  change: { readonly kind: ChangeKind; readonly before: Pattern | undefined; readonly after: Pattern },
): void => {
  state.changes.push({
    sequence: state.changes.length + 1,
    patternId: change.after.id,
    kind: change.kind,
    at: change.after.updatedAt,
    before: change.before === undefined ? undefined : conditionSubject(change.before),
    after: conditionSubject(change.after),
  });
};

/** The changes of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryChangeFeed = (state: () => MemoryState): ChangeFeed => ({
  latest: async () => state().changes.length,
  since: async (sequence, limit) => state().changes.slice(sequence, sequence + limit),
  tokenKey: async () => state().tokenKeys[0],
  keepTokenKey: async (key) => {
    if (state().tokenKeys.length === 0) state().tokenKeys.push(key);
  },
});
