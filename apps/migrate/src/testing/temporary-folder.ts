import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder of a test, gone at its end. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
  /** Writes a file, with the folders above it; gives its path. */
  readonly write: (path: string, content?: string | Uint8Array, mode?: number) => string;
}

/** Makes a folder for one test. */
export const temporaryFolder = (): TemporaryFolder => {
  const path = mkdtempSync(join(tmpdir(), 'tmws-migrate-'));
  return {
    path,
    write: (name, content = '', mode = 0o644) => {
      const location = join(path, name);
      mkdirSync(dirname(location), { recursive: true });
      writeFileSync(location, content, { mode });
      return location;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
};
