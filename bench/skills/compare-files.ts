import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

/** What a file holds and may be: the SHA-256 of its bytes and its mode, links followed; undefined where there is none. */
const stateOf = async (file: string): Promise<string | undefined> => {
  try {
    const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
    return `${createHash('sha256').update(content).digest('hex')} ${(mode & 0o777).toString(8)}`;
  } catch {
    return undefined;
  }
};

/** Whether a copy has the bytes and the mode of a file. */
export const isSameFile = async (original: string, copy: string): Promise<boolean> => {
  const [before, after] = await Promise.all([stateOf(original), stateOf(copy)]);
  return before !== undefined && before === after;
};
