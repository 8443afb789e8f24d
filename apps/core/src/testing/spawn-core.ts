import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Config, dataPaths, readCoreRecord } from '@tmws/config';
import { waitUntil } from './wait-until.ts';

/** A core in a process of its own. */
export interface SpawnedCore {
  readonly child: ChildProcess;
  /** What it has written to standard error so far. */
  readonly log: () => string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Resolves when it takes calls. */
  readonly serving: () => Promise<void>;
}

/** Runs the core's program from its sources with these flags, on the folder of the configuration. */
export const spawnCore = (config: Config, flags: readonly string[] = []): SpawnedCore => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@tmws/source', main, ...flags], {
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...config.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  const { coreLock } = dataPaths(config.dataDir);
  return {
    child,
    log: () => log,
    ended,
    serving: () => waitUntil(() => readCoreRecord(coreLock)?.pid === child.pid),
  };
};
