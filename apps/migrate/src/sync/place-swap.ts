import { chmod, lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { parsed } from '../json-text.ts';

/** The folder that was taken out of its place, and which place that was. */
const FORMER = 'former';
const NOTE = 'former.json';

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const clear = async (state: string): Promise<void> => {
  await rm(join(state, FORMER), { recursive: true, force: true });
  await rm(join(state, NOTE), { force: true });
};

const notedPath = async (state: string): Promise<string | undefined> => {
  const path = parsed(await readFile(join(state, NOTE), 'utf8').catch(() => ''));
  return typeof path === 'string' ? path : undefined;
};

/** Whether a place is below the root, through links too: what is noted may have come with the folder from anybody. */
const isBelow = async (root: string, path: string): Promise<boolean> => {
  if (path.split('/').some((part) => ['', '.', '..'].includes(part)) || path.includes('\\')) return false;
  for (let place = dirname(join(root, path)); ; place = dirname(place)) {
    const real = await realpath(place).catch(() => undefined);
    if (real !== undefined) return real === root || real.startsWith(`${root}${sep}`);
  }
};

/** Ends a swap that was broken off: the former folder goes back where the new one did not come. */
export const endSwap = async (root: string, state: string): Promise<void> => {
  const path = await notedPath(state);
  const former = join(state, FORMER);
  if (path === undefined || !(await isBelow(root, path))) return clear(state);
  if ((await isThere(former)) && !(await isThere(join(root, path)))) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await rename(former, join(root, path));
  }
  await clear(state);
};

/** What is swapped. */
export interface Swap {
  readonly root: string;
  readonly state: string;
  /** Of the folder, below the root. */
  readonly path: string;
  /** Whether the folder, out of its place now, is what it was taken for. */
  readonly isExpected: (location: string) => Promise<boolean>;
}

/**
 * Puts a folder in the place of another below the root, as a whole; false where that is not what was expected, and went
 * back. Broken off anywhere, {@link endSwap} ends it.
 */
export const swapFolder = async (made: string, { root, state, path, isExpected }: Swap): Promise<boolean> => {
  const place = join(root, path);
  const former = join(state, FORMER);
  await chmod(made, (await lstat(place)).mode);
  await writeFile(join(state, NOTE), JSON.stringify(path));
  await rename(place, former);
  if (!(await isExpected(former))) {
    await endSwap(root, state);
    return false;
  }
  await rename(made, place);
  await clear(state);
  return true;
};
