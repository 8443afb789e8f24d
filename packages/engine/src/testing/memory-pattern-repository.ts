import { conditionSubject, DomainError, evaluate, type Pattern, successRate } from '@tmws/domain';
import type { ListCursor, PatternListQuery, PatternRepository } from '../ports/store.ts';
import { noteChange } from './memory-change-feed.ts';
import { keepRevision } from './memory-revision-repository.ts';
import type { MemoryState } from './memory-state.ts';

const byCreation = (a: ListCursor, b: ListCursor): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));

const byProof = (a: Pattern, b: Pattern): number =>
  b.usage.effectiveness - a.usage.effectiveness ||
  b.learningWeight - a.learningWeight ||
  b.updatedAt.getTime() - a.updatedAt.getTime() ||
  byCreation(a, b);

const nameTaken = (pattern: Pattern, existing: Pattern): DomainError => {
  const reason = pattern.lineageId === existing.lineageId ? 'VERSION_EXISTS' : 'PATTERN_EXISTS';
  return new DomainError(
    reason,
    `Pattern ${pattern.patternName} ${pattern.version} exists already in namespace ${pattern.namespace}. Choose another name or version.`,
    { metadata: { pattern_id: existing.id, pattern_name: pattern.patternName, version: pattern.version } },
  );
};

/** The patterns of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryPatternRepository = (state: () => MemoryState): PatternRepository => {
  const select = (test: (pattern: Pattern) => boolean): Pattern[] =>
    [...state().patterns.values()].filter(test).toSorted(byCreation);

  const change = (id: string, changes: Partial<Pattern>): void => {
    const pattern = state().patterns.get(id);
    if (pattern !== undefined) state().patterns.set(id, { ...pattern, ...changes });
  };

  const findLineage = async (lineageId: string): Promise<readonly Pattern[]> =>
    select((pattern) => pattern.lineageId === lineageId);

  const list = async ({
    where,
    version,
    order,
    after,
    offset = 0,
    limit,
  }: PatternListQuery): Promise<readonly Pattern[]> => {
    const passing = select(
      (pattern) => evaluate(where, conditionSubject(pattern)) && pattern.version === (version ?? pattern.version),
    );
    if (order === 'proven') return passing.toSorted(byProof).slice(offset, offset + limit);
    const rest = after === undefined ? passing : passing.filter((pattern) => byCreation(pattern, after) > 0);
    return rest.slice(offset, offset + limit);
  };

  const requireFree = (pattern: Pattern): void => {
    if (pattern.deletedAt !== undefined) return;
    const existing = [...state().patterns.values()].find(
      (other) =>
        other.id !== pattern.id &&
        other.deletedAt === undefined &&
        other.namespace === pattern.namespace &&
        other.agentId === pattern.agentId &&
        other.patternName === pattern.patternName &&
        other.version === pattern.version,
    );
    if (existing !== undefined) throw nameTaken(pattern, existing);
  };

  return {
    insert: async (pattern, reason) => {
      requireFree(pattern);
      state().patterns.set(pattern.id, pattern);
      keepRevision(state(), pattern, { agentId: pattern.agentId, actingFor: undefined, reason });
      noteChange(state(), { kind: 'created', before: undefined, after: pattern });
    },
    update: async (pattern, author) => {
      requireFree(pattern);
      const before = state().patterns.get(pattern.id);
      const { usage } = before ?? pattern;
      state().patterns.set(pattern.id, { ...pattern, usage });
      keepRevision(state(), pattern, author);
      noteChange(state(), { kind: 'updated', before, after: pattern });
    },
    find: async (id) => state().patterns.get(id),
    findMany: async (ids) => {
      const wanted = new Set(ids);
      return select((pattern) => wanted.has(pattern.id));
    },
    findByName: async (key) =>
      select(
        (pattern) =>
          pattern.deletedAt === undefined &&
          pattern.namespace === key.namespace &&
          pattern.agentId === key.agentId &&
          pattern.patternName === key.patternName,
      ),
    findLineage,
    list,
    count: async (where) => select((pattern) => evaluate(where, conditionSubject(pattern))).length,
    idsByStatistics: async (where, filter, limit) =>
      select(
        (pattern) =>
          evaluate(where, conditionSubject(pattern)) &&
          pattern.usage.usageCount >= filter.minUsageCount &&
          successRate(pattern.usage) >= filter.minSuccessRate,
      )
        .slice(0, limit)
        .map((pattern) => pattern.id),
    pages: async function* (size) {
      let after: ListCursor | undefined;
      for (;;) {
        const since = after;
        const page = select((pattern) => since === undefined || byCreation(pattern, since) > 0).slice(0, size);
        if (page.length > 0) yield page;
        after = page.at(-1);
        if (page.length < size || after === undefined) return;
      }
    },
    outlines: async function* (size) {
      const all = select(() => true);
      for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
    },
    setHead: async (lineageId, headId) => {
      const changed = (await findLineage(lineageId)).filter((pattern) => pattern.isHead !== (pattern.id === headId));
      for (const pattern of changed) change(pattern.id, { isHead: pattern.id === headId });
      return changed.map((pattern) => pattern.id);
    },
    saveUsage: async (id, usage) => change(id, { usage }),
  };
};
