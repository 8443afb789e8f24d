import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Finished, finish, PROGRAMS } from './run.ts';

/** Runs lines as a user types them, in bash. */
export type Shell = (line: string) => Promise<Finished>;

/** A shell in which `tmws` is the built program, and whose working folder is `folder`. */
export const shellWithTmws = async (folder: string, env: NodeJS.ProcessEnv): Promise<Shell> => {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const program = path.join(bin, 'tmws');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAMS.cli}" "$@"\n`);
  await chmod(program, 0o755);
  return (line) =>
    finish(
      spawn('bash', ['--norc', '-c', `set -o pipefail; ${line}`], {
        cwd: folder,
        env: { ...env, PATH: `${bin}:${env.PATH}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
};
