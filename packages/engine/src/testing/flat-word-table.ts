import type { WordTable } from '@tmws/domain';

/** A word table in which every word is equally rare: scores tell how many of the words a text holds. */
export const FLAT_WORD_TABLE: WordTable = { documentCount: 1_000, averageLength: 50, documentFrequency: () => 0 };
