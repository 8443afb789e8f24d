import { once } from 'node:events';
import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.tmws-sync', 'node_modules']);

/** Calls `onChange` after each change below the folder, from its return until it is disposed. */
export const followFolder = async (root: string, onChange: () => void): Promise<AsyncDisposable> => {
  const ignored = (path: string): boolean =>
    relative(root, path)
      .split(sep)
      .some((part) => LEFT_OUT.has(part));
  const watcher = watch(root, { ignored, ignoreInitial: true, followSymlinks: false });
  await once(watcher, 'ready');
  watcher.on('all', onChange);
  // What cannot be watched is told by the sync, which cannot read it either.
  watcher.on('error', onChange);
  return { [Symbol.asyncDispose]: () => watcher.close() };
};
