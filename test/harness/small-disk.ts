import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type TmwsClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { PROGRAMS, run } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A core whose data folder lies on a disk of its own that is soon full. */
export interface CoreOnSmallDisk extends AsyncDisposable {
  readonly client: TmwsClient;
  /** Frees several MB of the disk. */
  makeRoom(): Promise<void>;
}

const MOUNT = `mount -t tmpfs -o size=32m,mode=700 tmpfs "$1" && head -c 8388608 /dev/zero > "$1/ballast" && exec "$2" "$3" --data-dir "$1/data"`;

/** Whether this machine lets a process mount a disk of its own, as Linux does in a user namespace where it is allowed. */
export const canMount = async (): Promise<boolean> => {
  const tried = await run('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).catch(() => undefined);
  return tried?.status === 0;
};

const socketIn = async (folder: string): Promise<string> => {
  for (;;) {
    const entries = await readdir(folder, { recursive: true });
    const socket = entries.find((name) => name.endsWith('.sock'));
    if (socket !== undefined) return path.join(folder, socket);
    await pause(50);
  }
};

/** Starts a core on a disk of 32 MB, 8 of which `makeRoom` frees. */
export const coreOnSmallDisk = async (): Promise<CoreOnSmallDisk> => {
  const runtime = await temporaryFolder();
  const disk = await temporaryFolder();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, XDG_RUNTIME_DIR: runtime.path, TMWS_AGENT: 'tester' };
  const child = spawn('unshare', ['-rm', 'sh', '-c', MOUNT, 'sh', disk.path, process.execPath, PROGRAMS.core], {
    env,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const socket = await Promise.race([
    socketIn(runtime.path),
    ended.then(() => Promise.reject(new Error('The core on the small disk did not start.'))),
  ]);
  const client = await connect(loadConfig({ ...env, TMWS_ADDRESS: `unix:${socket}` }), { coreEntry: PROGRAMS.core });
  return {
    client,
    makeRoom: () => rm(path.join('/proc', String(child.pid), 'root', disk.path, 'ballast')),
    [Symbol.asyncDispose]: async () => {
      client.close();
      child.kill('SIGKILL');
      await ended;
      await runtime[Symbol.asyncDispose]();
      await disk[Symbol.asyncDispose]();
    },
  };
};
