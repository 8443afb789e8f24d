import { setTimeout as delay } from 'node:timers/promises';
import { type Config, dataPaths, readCoreRecord } from '@tmws/config';
import { connect } from './connect.ts';
import { findCore, type RunningCore } from './find-core.ts';
import { probe } from './probe.ts';
import { RemoteError } from './remote-error.ts';

const LIMIT_MS = 30_000;
const WAIT_MS = 25;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** A process that was not waited for stays in the table after its end; so a core that took its record away is gone too. */
const isGone = async (config: Config, core: RunningCore): Promise<boolean> => {
  if ((await probe(core.endpoint)) === undefined) return false;
  return readCoreRecord(dataPaths(config.dataDir).coreLock)?.pid !== core.pid || !isAlive(core.pid);
};

const answeringProcess = async (config: Config, core: RunningCore): Promise<number> => {
  await using client = await connect({ ...config, address: core.endpoint });
  return (await client.admin.getStatus({})).processId;
};

/**
 * Ends the core of the data folder as SIGTERM does, calls in flight first, and waits until it is gone. Returns the core
 * that it ended, or undefined when none runs. An address in the configuration plays no part.
 *
 * @throws RemoteError when what answers is not the process of the record, or does not end within 30 s.
 */
export const stopCore = async (config: Config): Promise<RunningCore | undefined> => {
  const core = await findCore(config);
  if (core === undefined) return undefined;
  const answering = await answeringProcess(config, core);
  const metadata = { data_dir: config.dataDir, process_id: String(core.pid) };
  if (answering !== core.pid) {
    throw new RemoteError(
      `core.lock of ${config.dataDir} names process ${core.pid}, but process ${answering} answers. End that one by hand.`,
      { reason: 'UNKNOWN', code: 'FAILED_PRECONDITION', metadata },
    );
  }
  process.kill(core.pid, 'SIGTERM');
  const begin = performance.now();
  while (!(await isGone(config, core))) {
    if (performance.now() - begin > LIMIT_MS) {
      throw new RemoteError(`The core, process ${core.pid}, did not end within ${LIMIT_MS / 1_000} seconds.`, {
        reason: 'DEADLINE_EXCEEDED',
        code: 'DEADLINE_EXCEEDED',
        metadata,
      });
    }
    await delay(WAIT_MS);
  }
  return core;
};
