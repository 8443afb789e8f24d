import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pattern, SourceText } from '@tmws/domain';
import type { EmbeddingModel } from '../ports/embedder.ts';
import type { IndexRow } from '../ports/pattern-index.ts';
import type { Store } from '../ports/store.ts';
import { toIndexRow } from './index-row.ts';
import { decodeText, LARGEST_INDEXED_FILE, meaningText } from './pattern-texts.ts';

/** So long may the words of rows be split before others have their turn, in milliseconds: skills can be large. */
const SLICE_MILLISECONDS = 5;

/** Names the text of a vector in the cache: SHA-256 in hexadecimal. */
export const textDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text files of a pattern's skill. */
export const skillTexts = async (store: Store, patternId: string): Promise<readonly SourceText[]> => {
  const contents = await store.skills.contents(patternId, LARGEST_INDEXED_FILE);
  return contents.flatMap(({ path, content }) => {
    const text = decodeText(content);
    return text === undefined ? [] : [{ source: path, text }];
  });
};

/** Rows to be put into the index, and what is missing for them. */
export interface IndexBatch {
  readonly rows: readonly IndexRow[];
  /** Ids that the index must not hold: deleted or unknown. */
  readonly gone: readonly string[];
  /** Ids of rows without a vector, and the texts to embed for them. */
  readonly unembedded: ReadonlyMap<string, string>;
}

/** Reads the patterns that are present, each with its text by meaning and the vector that the cache has of it. */
const readEmbedded = async (
  store: Store,
  patternIds: readonly string[],
  model: EmbeddingModel,
): Promise<
  readonly { readonly pattern: Pattern; readonly text: string; readonly vector: Float32Array | undefined }[]
> => {
  const found = await store.patterns.findMany(patternIds);
  const present = found
    .filter((pattern) => pattern.deletedAt === undefined)
    .map((pattern) => ({ pattern, text: meaningText(pattern) }))
    .map((entry) => ({ ...entry, digest: textDigest(entry.text) }));
  const vectors = await store.vectors.find(model.tag, [...new Set(present.map((entry) => entry.digest))]);
  return present.map(({ pattern, text, digest }) => ({ pattern, text, vector: vectors.get(digest) }));
};

/** The texts of these patterns that the cache has no vector of, each once. Makes no rows, so it tokenises nothing. */
export const readUnembeddedTexts = async (
  store: Store,
  patternIds: readonly string[],
  model: EmbeddingModel,
): Promise<readonly string[]> => {
  const embedded = await readEmbedded(store, patternIds, model);
  return [...new Set(embedded.filter((entry) => entry.vector === undefined).map((entry) => entry.text))];
};

/** Reads patterns and makes their rows, with vectors where the cache has them. */
export const readIndexBatch = async (
  store: Store,
  patternIds: readonly string[],
  model: EmbeddingModel,
): Promise<IndexBatch> => {
  const embedded = await readEmbedded(store, patternIds, model);
  const presentIds = new Set(embedded.map(({ pattern }) => pattern.id));
  const rows: IndexRow[] = [];
  const unembedded = new Map<string, string>();
  let turnSince = performance.now();
  for (const { pattern, text, vector } of embedded) {
    if (performance.now() - turnSince > SLICE_MILLISECONDS) {
      await nextTurn();
      turnSince = performance.now();
    }
    if (vector === undefined) unembedded.set(pattern.id, text);
    rows.push(toIndexRow(pattern, await skillTexts(store, pattern.id), { model, vector }));
  }
  return { rows, gone: patternIds.filter((id) => !presentIds.has(id)), unembedded };
};
