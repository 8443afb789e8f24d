import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, dataPaths, loadConfig, readCoreRecord } from '@tmws/config';

/** Path of the stand-in core's program. */
export const STAND_IN_CORE = fileURLToPath(new URL('stand-in-core.ts', import.meta.url));

/** A temporary folder with a data folder and a runtime directory of its own. */
export interface Workplace extends Disposable {
  readonly folder: string;
  /** A configuration of the data folder, with the variables besides. */
  config(variables?: Readonly<Record<string, string>>): Config;
}

/** Makes a workplace; at its end the core of its data folder is killed and everything is removed. */
export const createWorkplace = (): Workplace => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tmws-client-')));
  const dataDir = join(folder, 'data');
  return {
    folder,
    config: (variables = {}) =>
      loadConfig({
        PATH: process.env.PATH,
        XDG_RUNTIME_DIR: folder,
        TMWS_DATA_DIR: dataDir,
        TMWS_AGENT: 'tester',
        ...variables,
      }),
    [Symbol.dispose]: () => {
      const pid = readCoreRecord(dataPaths(dataDir).coreLock)?.pid;
      try {
        if (pid !== undefined && pid !== process.pid) process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
