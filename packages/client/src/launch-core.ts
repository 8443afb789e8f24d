import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, coreEnvironment, type Duration, dataPaths, formatDuration } from '@tmws/config';
import { findNode } from './find-node.ts';
import { RemoteError } from './remote-error.ts';

/** How a core is started. */
export interface LaunchOptions {
  /** Path of the core's program: its bundle, or its source in development. */
  readonly coreEntry: string;
  /** Time without a client after which the core ends; default: the configuration's. */
  readonly idleExit?: Duration;
}

/** A core that was started and may not serve yet. */
export interface LaunchedCore {
  readonly child: ChildProcess;
  /** Size of its log before it wrote to it, in bytes. */
  readonly logStart: number;
  /** Why the system could not run the program, once it is known. */
  readonly spawnError: () => Error | undefined;
}

const notWritable = (config: Config, error: unknown): RemoteError => {
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new RemoteError(
    `The data folder ${config.dataDir} cannot be written (${why}). Make room or change its permissions, or choose another with TMWS_DATA_DIR or --data-dir.`,
    {
      reason: why === 'ENOSPC' ? 'STORAGE_FULL' : 'STORAGE_NOT_WRITABLE',
      code: why === 'ENOSPC' ? 'RESOURCE_EXHAUSTED' : 'FAILED_PRECONDITION',
      metadata: { data_dir: config.dataDir },
      cause: error,
    },
  );
};

/**
 * Makes the data folder, for this user alone, if it is not there.
 *
 * @throws RemoteError with reason `STORAGE_NOT_WRITABLE` or `STORAGE_FULL` when it cannot be made.
 */
export const makeDataFolder = (config: Config): void => {
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw notWritable(config, error);
  }
};

const openLog = (config: Config): number => {
  try {
    return openSync(dataPaths(config.dataDir).coreLog, 'a', 0o600);
  } catch (error) {
    throw notWritable(config, error);
  }
};

/**
 * Starts a core for the data folder, which must exist, detached, with its output in `core.log`; does not wait for it.
 *
 * @throws RemoteError when there is no program or no Node to run it, or the data folder cannot be written.
 */
export const launchCore = (config: Config, { coreEntry, idleExit = config.idleExit }: LaunchOptions): LaunchedCore => {
  if (!existsSync(coreEntry)) {
    throw new RemoteError(`The core's program ${coreEntry} is missing. Run \`npm run build\` in the repository.`, {
      reason: 'CORE_START_FAILED',
      code: 'FAILED_PRECONDITION',
      metadata: { core_entry: coreEntry },
    });
  }
  const { execPath, versions } = process;
  const here = dirname(fileURLToPath(import.meta.url));
  const node = findNode({ execPath, versions, folders: [here, dirname(coreEntry)] });
  const log = openLog(config);
  try {
    const logStart = fstatSync(log).size;
    // A core run from source, in development, runs its packages from source too.
    const conditions = coreEntry.endsWith('.ts') ? ['--conditions=@tmws/source'] : [];
    const flags = ['--data-dir', config.dataDir, '--idle-exit', formatDuration(idleExit)];
    const child = spawn(node, [...conditions, coreEntry, ...flags], {
      cwd: config.dataDir,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: coreEnvironment(config),
    });
    let spawnError: Error | undefined;
    child.once('error', (error) => {
      spawnError = error;
    });
    child.unref();
    return { child, logStart, spawnError: () => spawnError };
  } finally {
    closeSync(log);
  }
};
