import type { Condition } from '@tmws/domain';

/** What the index holds of one pattern: what filters need, its words, its vectors. Never counters. */
export interface IndexRow {
  readonly id: string;
  readonly lineageId: string;
  readonly patternName: string;
  readonly agentId: string;
  readonly namespace: string;
  readonly accessLevel: string;
  readonly status: string;
  readonly category: string;
  readonly subcategory: string | undefined;
  readonly tags: readonly string[];
  readonly sharedWithAgents: readonly string[];
  readonly isHead: boolean;
  readonly updatedAt: Date;
  /** Changes with everything the row holds; tells whether a row is up to date. */
  readonly stamp: string;
  /** The terms of the pattern's texts, separated by spaces. */
  readonly words: string;
  /** The same terms counted: see `encodeTermFrequencies`. */
  readonly termFrequencies: Uint8Array;
  /** Tag of the model that made the vectors; undefined while there is none. */
  readonly model: string | undefined;
  /** Vector of the pattern's name and description, of length 1. */
  readonly vector: Float32Array | undefined;
  /** Its language-neutral form, for a dot product. */
  readonly neutralVector: Float32Array | undefined;
}

/** A row that a search found, with what exact scores need: of its vectors the one of the space that was asked for. */
export interface IndexCandidate {
  readonly id: string;
  readonly lineageId: string;
  readonly patternName: string;
  readonly termFrequencies: Uint8Array;
  readonly vector: Float32Array | undefined;
  readonly neutralVector: Float32Array | undefined;
}

/** Which vectors a search by meaning compares. */
export type VectorSpace = 'plain' | 'neutral';

/** What makes an index unusable for another core or model. */
export interface IndexSpec {
  /** Tag of the embedding model. */
  readonly model: string;
  readonly dimensions: number;
  /** Version of how texts are prepared; another one asks for a rebuild. */
  readonly preparation: number;
}

/** Whether the index can be searched. */
export type IndexState =
  | { readonly kind: 'ready' }
  /** Searched while it is being filled: answers may be incomplete. */
  | { readonly kind: 'rebuilding'; readonly reason: string }
  /** Cannot be read at all. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** A new index under construction beside the one that is served. */
export interface IndexRebuild {
  upsert(rows: readonly IndexRow[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Serves the new index and drops the old one. */
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** A search by words. */
export interface WordsQuery {
  /** The request's terms. */
  readonly terms: readonly string[];
  /** Whose vectors the candidates bring; none when absent. Vectors are most of what a search reads. */
  readonly space?: VectorSpace | undefined;
  readonly where: Condition;
  readonly limit: number;
}

/** A search by meaning. */
export interface MeaningQuery {
  readonly vector: Float32Array;
  readonly space: VectorSpace;
  readonly where: Condition;
  readonly limit: number;
}

/** The index of patterns by words and by meaning: made from the rows, and rebuildable from them at any time. */
export interface PatternIndex {
  /** Opens the index of the given spec. Afterwards the state is `ready`, or `damaged` where it is missing, unreadable or of another spec. */
  open(spec: IndexSpec): Promise<IndexState>;
  state(): IndexState;
  /** Number of the served index; each rebuild adds one. */
  generation(): number;
  /** Adds rows and replaces those of the same ids. When it returns, searches find them. */
  upsert(rows: readonly IndexRow[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The best rows by BM25 among those that the condition passes, best first. */
  searchWords(query: WordsQuery): Promise<readonly IndexCandidate[]>;
  /** The nearest rows among those that the condition passes, nearest first. Rows without a vector are left out. */
  searchMeaning(query: MeaningQuery): Promise<readonly IndexCandidate[]>;
  /** The number of rows that the condition passes. */
  count(where?: Condition): Promise<number>;
  /** Id, stamp and model tag of every row, in pages, to compare the index with the rows it is made from. */
  stamps(): AsyncIterable<
    readonly { readonly id: string; readonly stamp: string; readonly model: string | undefined }[]
  >;
  /** Starts a new index beside the served one. */
  rebuild(spec: IndexSpec): Promise<IndexRebuild>;
  /** Merges small pieces, and brings search structures up to date. Searches go on meanwhile. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
