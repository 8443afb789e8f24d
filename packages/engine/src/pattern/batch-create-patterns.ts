import {
  type Caller,
  DomainError,
  type Finding,
  invalidFields,
  isJsonObject,
  type JsonObject,
  LIMITS,
  type Pattern,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { NOT_SEARCHABLE, type Searchable } from '../indexing/waiting-list.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { writeOnce } from '../request-memory.ts';
import { scanAhead } from '../scan/scan-content.ts';
import { batchRefusal, fromErrorSnapshot, toErrorSnapshot } from './batch-errors.ts';
import type { CreatePatternInput } from './create-pattern.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { type BatchItem, storeBatch } from './store-batch.ts';

/** Many patterns to create. An item that could not be read comes as its error. */
export interface BatchCreateInput {
  readonly items: readonly (Omit<CreatePatternInput, 'requestId'> | DomainError)[];
  /** Owner of the items that name none. */
  readonly agentId?: string | undefined;
  /** `whole`: all are stored or none. `itemwise`: the good ones are stored. */
  readonly mode: 'whole' | 'itemwise';
  readonly requestId?: string | undefined;
}

/** What became of one item. The pattern's content is left out. */
export type BatchItemResult =
  | { readonly kind: 'stored'; readonly pattern: Pattern; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly error: DomainError };

/** What became of each item, in their order. */
export interface BatchCreateResult {
  readonly results: readonly BatchItemResult[];
  readonly searchable: Searchable;
}

/** In batches of more items near-duplicates stay pending: their texts are embedded later. */
const LINTED_WHOLE = 4;

/** Waits for the index, of at most 10 s each. */
const MOST_WAITS = 3;

const checkSize = (count: number): void => {
  if (count >= 1 && count <= LIMITS.batchItems) return;
  const description = `patterns has ${count} items; a batch has 1 to ${LIMITS.batchItems}. Send them in several calls.`;
  throw invalidFields([{ field: 'patterns', description }]);
};

const memory = (items: BatchCreateInput['items']): readonly unknown[] =>
  items.map((item) => (item instanceof DomainError ? toErrorSnapshot(item) : item));

const toAnswer = (stored: readonly (Pattern | DomainError)[]): JsonObject => ({
  results: stored.map((one) =>
    one instanceof DomainError
      ? { error: toErrorSnapshot(one) }
      : // The answer does not have the content, which may be large.
        { pattern: toSnapshot({ ...one, patternData: {} }) },
  ),
});

const fromAnswer = ({ results }: JsonObject): readonly (Pattern | DomainError)[] =>
  (Array.isArray(results) ? results : []).map((one) => {
    const { error, pattern } = isJsonObject(one) ? one : {};
    if (isJsonObject(error)) return fromErrorSnapshot(error);
    if (isJsonObject(pattern)) return fromSnapshot(pattern);
    throw new Error('The remembered answer of a batch is damaged.');
  });

const settleAll = async (engine: Engine, ids: readonly string[]): Promise<Searchable> => {
  let searchable = NOT_SEARCHABLE;
  for (let wait = 0; wait < MOST_WAITS && !searchable.byWords; wait += 1) searchable = await engine.indexer.settle(ids);
  return searchable;
};

/**
 * Stores many new patterns in one transaction, by the rules of `createPattern` for each. When it returns, they are
 * durable and searches by words find them.
 *
 * @throws DomainError INVALID_FIELD for more than 1,000 items; where `mode` is `whole`, the reasons of `createPattern`,
 * each bad item named; REQUEST_ID_REUSED
 */
export const batchCreatePatterns = async (
  engine: Engine,
  caller: Caller,
  input: BatchCreateInput,
): Promise<BatchCreateResult> => {
  const { items, agentId, mode, requestId } = input;
  checkSize(items.length);
  const content = { call: 'BatchCreatePatterns', input: { items: memory(items), agentId, mode } };
  for (const item of items) if (!(item instanceof DomainError)) scanAhead(item.patternData);
  const answer = await writeOnce(engine, { caller, requestId, content }, async (store) => {
    const owned = items.map((item): BatchItem | DomainError =>
      item instanceof DomainError ? item : { ...item, agentId: item.agentId || agentId },
    );
    const stored = await storeBatch(store, { engine, caller }, owned);
    const errors = new Map(
      [...stored.entries()].flatMap(([at, one]) => (one instanceof DomainError ? [[at, one]] : [])),
    );
    if (mode === 'whole' && errors.size > 0) throw batchRefusal(errors);
    return toAnswer(stored);
  });
  const stored = fromAnswer(answer);
  const patterns = stored.flatMap((one) => (one instanceof DomainError ? [] : [one]));
  const searchable =
    patterns.length === 0
      ? NOT_SEARCHABLE
      : await settleAll(
          engine,
          patterns.map(({ id }) => id),
        );
  const search = items.length > LINTED_WHOLE ? 'later' : 'now';
  const scanned = await engine.unitOfWork.read((store) => store.findings.scannedOn(patterns));
  const results: BatchItemResult[] = [];
  for (const [at, one] of stored.entries()) {
    if (one instanceof DomainError) {
      results.push({ kind: 'refused', error: one });
      continue;
    }
    const item = items[at];
    const patternData = item instanceof DomainError ? {} : (item?.patternData ?? {});
    results.push({
      kind: 'stored',
      pattern: one,
      findings: [
        ...(await lintFindings(engine, caller, { ...one, patternData }, search)),
        ...(scanned.get(one.id) ?? []),
      ],
    });
  }
  return { results, searchable };
};
