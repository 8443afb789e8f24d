import { setTimeout as delay } from 'node:timers/promises';
import { type Config, dataPaths, readCoreRecord } from '@tmws/config';
import { connect } from './connect.ts';
import { findCore, type RunningCore } from './find-core.ts';
import { isAlive } from './is-alive.ts';
import { RemoteError } from './remote-error.ts';

const LIMIT_MS = 30_000;
const WAIT_MS = 25;

/**
 * Its record, gone or of a later core, tells even where the process stays in the table because nobody waited for it; and
 * a later core answers at the same address, which therefore tells nothing.
 */
const isGone = (config: Config, core: RunningCore): boolean =>
  readCoreRecord(dataPaths(config.dataDir).coreLock)?.pid !== core.pid || !isAlive(core.pid);

/**
 * The process that answers where the core of the record should; undefined when nobody does any more. A client would wait
 * a while for a core that went away to come back: here its end is the answer.
 */
const answeringProcess = async (config: Config, core: RunningCore): Promise<number | undefined> => {
  const gone = new AbortController();
  const watch = setInterval(() => isGone(config, core) && gone.abort(), WAIT_MS);
  try {
    await using client = await connect({ ...config, address: core.endpoint });
    return (await client.admin.getStatus({}, { signal: gone.signal })).processId;
  } catch (error) {
    if (gone.signal.aborted || (error instanceof RemoteError && error.code === 'UNAVAILABLE')) return undefined;
    throw error;
  } finally {
    clearInterval(watch);
  }
};

/** Sends the signal that ends a core; one that has ended by itself is as good. */
const signal = (core: RunningCore): void => {
  try {
    process.kill(core.pid, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

const awaitEnd = async (config: Config, core: RunningCore): Promise<void> => {
  const begin = performance.now();
  while (!isGone(config, core)) {
    if (performance.now() - begin > LIMIT_MS) {
      throw new RemoteError(`The core, process ${core.pid}, did not end within ${LIMIT_MS / 1_000} seconds.`, {
        reason: 'DEADLINE_EXCEEDED',
        code: 'DEADLINE_EXCEEDED',
        metadata: { data_dir: config.dataDir, process_id: String(core.pid) },
      });
    }
    await delay(WAIT_MS);
  }
};

/**
 * Ends the core of the data folder as SIGTERM does, calls in flight first, and waits until it is gone. Returns the core
 * that it ended, or undefined when none runs. An address in the configuration plays no part.
 *
 * @throws RemoteError when what answers is not the process of the record, or does not end within 30 s.
 */
export const stopCore = async (config: Config): Promise<RunningCore | undefined> => {
  for (;;) {
    const core = await findCore(config);
    if (core === undefined) return undefined;
    const answering = await answeringProcess(config, core);
    if (answering === core.pid) {
      signal(core);
      await awaitEnd(config, core);
      return core;
    }
    // While others stop and start cores, the one that was found may have ended and another taken its address.
    const hasChanged = isGone(config, core);
    if (answering !== undefined && !hasChanged) {
      throw new RemoteError(
        `core.lock of ${config.dataDir} names process ${core.pid}, but process ${answering} answers. End that one by hand.`,
        {
          reason: 'UNKNOWN',
          code: 'FAILED_PRECONDITION',
          metadata: { data_dir: config.dataDir, process_id: String(core.pid) },
        },
      );
    }
    await delay(WAIT_MS);
  }
};
