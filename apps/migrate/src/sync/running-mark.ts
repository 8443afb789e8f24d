import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '@tmws/client';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';

const MARK_NAME = 'running';

const isTaken = async (path: string): Promise<boolean> => {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true;
    throw error;
  }
};

/**
 * Marks a folder as being synced by this process, until it is disposed. The mark of a process that is gone is taken
 * over.
 *
 * @throws ProgramError SYNC_RUNNING while another one syncs it
 */
export const markRunning = async (state: string): Promise<AsyncDisposable> => {
  const path = join(state, MARK_NAME);
  if (await isTaken(path)) {
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) {
      throw new ProgramError(
        `Process ${pid} syncs this folder. Wait until it is done, or end it; if it is another program, delete ${path}.`,
        { reason: 'SYNC_RUNNING', exitCode: EXIT_CODES.tryAgain, metadata: { pid: String(pid), path } },
      );
    }
    await writeFile(path, String(process.pid));
  }
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
};
