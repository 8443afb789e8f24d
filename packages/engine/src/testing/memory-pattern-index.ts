import {
  all,
  type Condition,
  type ConditionSubject,
  DomainError,
  dotProduct,
  evaluate,
  inverseDocumentFrequency,
  type LexicalRequest,
  lexicalScore,
  termHash,
} from '@tmws/domain';
import type {
  IndexCandidate,
  IndexRow,
  IndexSpec,
  IndexState,
  PatternIndex,
  VectorSpace,
} from '../ports/pattern-index.ts';
import { FLAT_WORD_TABLE } from './flat-word-table.ts';

/** An index in memory, which a test can look into and damage. */
export interface MemoryPatternIndex extends PatternIndex {
  /** The rows of the served index, by id. */
  rows(): ReadonlyMap<string, IndexRow>;
  /** Makes the index unreadable, as a lost file would. */
  damage(reason: string): void;
}

const STAMPS_PAGE = 100;

const subjectOf = (row: IndexRow): ConditionSubject => ({ ...row, isDeleted: false });

const candidateOf = (row: IndexRow, space: VectorSpace | undefined): IndexCandidate => ({
  id: row.id,
  lineageId: row.lineageId,
  patternName: row.patternName,
  termFrequencies: row.termFrequencies,
  vector: space === 'plain' ? row.vector : undefined,
  neutralVector: space === 'neutral' ? row.neutralVector : undefined,
});

/** Only the order of scores counts here, so that the score of a perfect match may be any number. */
const requestOf = (terms: readonly string[]): LexicalRequest => ({
  terms: [...new Set(terms)].map((term) => {
    const hash = termHash(term);
    return { term, hash, weight: inverseDocumentFrequency(FLAT_WORD_TABLE, hash) };
  }),
  table: FLAT_WORD_TABLE,
  perfectScore: 1,
});

const best = (
  rows: readonly IndexRow[],
  score: (row: IndexRow) => number | undefined,
  { limit, space }: { readonly limit: number; readonly space: VectorSpace | undefined },
): readonly IndexCandidate[] =>
  rows
    .flatMap((row) => {
      const value = score(row);
      return value === undefined ? [] : [{ row, value }];
    })
    .toSorted((a, b) => b.value - a.value || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => candidateOf(row, space));

const sameSpec = (a: IndexSpec, b: IndexSpec): boolean =>
  a.model === b.model && a.dimensions === b.dimensions && a.preparation === b.preparation;

/** An index without rows, which does not exist until its first rebuild is committed. */
export const createMemoryPatternIndex = (): MemoryPatternIndex => {
  let served: Map<string, IndexRow> = new Map();
  let servedSpec: IndexSpec | undefined;
  let state: IndexState = { kind: 'damaged', reason: 'The index is not open.' };
  let generation = 0;

  const readable = (): readonly IndexRow[] => {
    if (state.kind === 'damaged') {
      throw new DomainError('INDEX_REBUILDING', `${state.reason} Try again in a moment.`);
    }
    return [...served.values()];
  };

  const passing = (where: Condition): readonly IndexRow[] =>
    readable().filter((row) => evaluate(where, subjectOf(row)));

  return {
    open: async (spec) => {
      if (servedSpec === undefined) state = { kind: 'damaged', reason: 'The index is missing.' };
      else if (!sameSpec(servedSpec, spec)) state = { kind: 'damaged', reason: 'The index is of another model.' };
      else state = { kind: 'ready' };
      return state;
    },
    state: () => state,
    generation: () => generation,
    upsert: async (rows) => {
      readable();
      for (const row of rows) served.set(row.id, row);
    },
    remove: async (ids) => {
      readable();
      for (const id of ids) served.delete(id);
    },
    searchWords: async ({ terms, where, limit, space }) => {
      const request = requestOf(terms);
      const score = (row: IndexRow): number | undefined => {
        const value = lexicalScore(request, row.termFrequencies);
        return value > 0 ? value : undefined;
      };
      return best(passing(where), score, { limit, space });
    },
    searchMeaning: async ({ vector, space, where, limit }) => {
      const score = (row: IndexRow): number | undefined => {
        const own = space === 'plain' ? row.vector : row.neutralVector;
        return own === undefined ? undefined : dotProduct(vector, own);
      };
      return best(passing(where), score, { limit, space });
    },
    count: async (where = all()) => passing(where).length,
    stamps: async function* () {
      const rows = readable();
      for (let from = 0; from < rows.length; from += STAMPS_PAGE) {
        yield rows.slice(from, from + STAMPS_PAGE).map(({ id, stamp, model }) => ({ id, stamp, model }));
      }
    },
    rebuild: async (spec) => {
      const rows = new Map<string, IndexRow>();
      return {
        upsert: async (added) => {
          for (const row of added) rows.set(row.id, row);
        },
        remove: async (ids) => {
          for (const id of ids) rows.delete(id);
        },
        commit: async () => {
          served = rows;
          servedSpec = spec;
          state = { kind: 'ready' };
          generation += 1;
        },
        abort: async () => {
          if (rows !== served) rows.clear();
        },
      };
    },
    maintain: async () => undefined,
    close: async () => {
      state = { kind: 'damaged', reason: 'The index is closed.' };
    },
    rows: () => served,
    damage: (reason) => {
      servedSpec = undefined;
      state = { kind: 'damaged', reason };
    },
  };
};
