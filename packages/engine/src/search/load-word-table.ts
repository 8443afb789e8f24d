import { readFile } from 'node:fs/promises';
import { parseWordTable, type WordTable } from '@tmws/domain';

/** Reads the table of word frequencies that ships with the product. It never changes with what is stored. */
export const loadWordTable = async (): Promise<WordTable> =>
  parseWordTable(await readFile(new URL('../../data/word-frequencies.txt', import.meta.url), 'utf8'));
