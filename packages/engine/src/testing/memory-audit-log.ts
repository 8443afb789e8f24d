import type { AuditLog } from '../ports/audit-log.ts';
import type { MemoryState } from './memory-state.ts';

/** The audit log of a memory store. Its entries have no hashes: nothing can change them. */
export const createMemoryAuditLog = (state: () => MemoryState): AuditLog => ({
  append: async (entry) => {
    state().audit.push(entry);
  },
  list: async (query) =>
    state()
      .audit.map((entry, index) => ({ ...entry, sequence: index + 1, hash: '', previousHash: '' }))
      .filter(({ namespace }) => query.namespaces === undefined || query.namespaces.includes(namespace ?? ''))
      .filter(({ at }) => (query.since ?? at) <= at && (query.until === undefined || at < query.until))
      .filter(
        ({ agentId, action, sequence }) =>
          (query.agentId ?? agentId) === agentId &&
          (query.action ?? action) === action &&
          sequence < (query.before ?? Number.POSITIVE_INFINITY),
      )
      .filter(
        ({ targetKind, targetId }) =>
          query.patternId === undefined || (targetKind === 'pattern' && targetId === query.patternId),
      )
      .toReversed()
      .slice(0, query.limit),
  verify: async () => {
    const { length } = state().audit;
    return { checkedCount: length, firstSequence: Math.min(length, 1), fault: undefined };
  },
});
