import { setTimeout as delay } from 'node:timers/promises';
import {
  CORE_EXIT_CODES,
  type Config,
  dataPaths,
  ensureRuntimeDirectory,
  readCoreRecord,
  socketPath,
} from '@tmws/config';
import { findCore, type RunningCore } from './find-core.ts';
import { type LaunchedCore, type LaunchOptions, launchCore, makeDataFolder } from './launch-core.ts';
import { RemoteError } from './remote-error.ts';
import { startFailure } from './start-failure.ts';
import { takeStartTicket } from './start-ticket.ts';

/** A core that answers, and whether this call started it. */
export interface StartedCore {
  readonly core: RunningCore;
  readonly started: boolean;
}

const LIMIT_MS = 20_000;
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 50;
/** How long to leave a folder alone whose lock is held by a core that does not answer: it is starting or ending. */
const LOCKED_WAIT_MS = 300;

/** What to do about a core that holds the folder and cannot be reached, as when its socket was removed. */
const whoHolds = (config: Config): string => {
  const record = readCoreRecord(dataPaths(config.dataDir).coreLock);
  return record === undefined
    ? 'Another core holds the folder, and core.lock does not say which. End it, then try again.'
    : `Another core holds the folder and does not answer at ${record.address}; core.lock says that it is process ${record.pid}. End that one, then try again.`;
};

const tooSlow = (config: Config, state: 'lost' | 'starting'): RemoteError => {
  const { coreLog } = dataPaths(config.dataDir);
  const what = state === 'lost' ? whoHolds(config) : `Its log ${coreLog} says what it does.`;
  return new RemoteError(`The core of ${config.dataDir} did not answer within ${LIMIT_MS / 1_000} seconds. ${what}`, {
    reason: 'CORE_UNREACHABLE',
    code: 'UNAVAILABLE',
    metadata: { data_dir: config.dataDir, core_log: coreLog },
  });
};

/** Whether the launched core is out of the race: undefined while it runs, else whether it lost to another core. */
const outcome = ({ child }: LaunchedCore): 'running' | 'lost' | 'failed' => {
  if (child.exitCode === null && child.signalCode === null) return 'running';
  return child.exitCode === CORE_EXIT_CODES.anotherCoreRuns ? 'lost' : 'failed';
};

/** Calls `launch` when no core answers, until one does. */
const waitForCore = async (config: Config, launch: () => LaunchedCore | undefined): Promise<StartedCore> => {
  const begin = performance.now();
  let launched: LaunchedCore | undefined;
  let nextLaunch = begin;
  let hasLost = false;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const core = await findCore(config);
    if (core !== undefined) return { core, started: core.pid === launched?.child.pid };
    const now = performance.now();
    if (now - begin > LIMIT_MS) throw tooSlow(config, hasLost ? 'lost' : 'starting');
    if (launched === undefined && now >= nextLaunch) launched = launch();
    const state = launched && outcome(launched);
    if (launched !== undefined && state === 'failed') throw await startFailure(config, launched);
    if (state === 'lost') {
      hasLost = true;
      launched = undefined;
      nextLaunch = now + LOCKED_WAIT_MS;
    }
    await delay(wait);
  }
};

/**
 * The core of the data folder: the running one, or a new one, detached, that goes on when this process ends. Frontends
 * that do this at once share one core.
 *
 * @throws RemoteError when the core cannot be started, with the reason and the words of its log, or does not answer
 * within 20 s; ConfigError when the folder for sockets is not safe.
 */
export const startCore = async (config: Config, options: LaunchOptions): Promise<StartedCore> => {
  const running = await findCore(config);
  if (running !== undefined) return { core: running, started: false };
  makeDataFolder(config);
  ensureRuntimeDirectory(config);
  const ticketPath = `${socketPath(config)}.starting`;
  let returnTicket: (() => void) | undefined;
  try {
    return await waitForCore(config, () => {
      returnTicket ??= takeStartTicket(ticketPath);
      return returnTicket && launchCore(config, options);
    });
  } finally {
    returnTicket?.();
  }
};
