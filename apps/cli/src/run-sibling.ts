import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { RemoteError } from '@tmws/client';
import { nodeFlags, type SiblingProgram } from './programs.ts';

const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_BASE = 128;

/** The core needs a newer Node than the frontends, which run on this one. */
const nodeFor = async (name: string, entry: string): Promise<string> => {
  if (name !== 'core') return process.execPath;
  const { findNode } = await import('@tmws/client');
  return findNode({ execPath: process.execPath, versions: process.versions, folders: [dirname(entry)] });
};

/** One program, and what it is to be run with. */
export interface SiblingRun {
  readonly name: string;
  readonly program: SiblingProgram;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a program beside this one on this process's own standard streams, hands signals on, and gives its exit status;
 * 128 and the number of the signal where one ended it.
 *
 * @throws RemoteError when the program is not built, or there is no Node for it.
 */
export const runSibling = async (run: SiblingRun): Promise<number> => {
  const entry = run.program.entry();
  if (!existsSync(entry)) {
    throw new RemoteError(`The program ${entry} is missing. Run \`npm run build\` in the repository.`, {
      reason: 'UNKNOWN',
      code: 'UNKNOWN',
      metadata: { program: entry },
    });
  }
  const node = await nodeFor(run.name, entry);
  const child = spawn(node, [...nodeFlags(entry), entry, ...run.arguments], {
    stdio: 'inherit',
    env: run.environment,
  });
  const forward = (signal: NodeJS.Signals): void => {
    // Ctrl-C on a terminal reaches the child by itself; a second signal could end it in the middle of its draining.
    if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        resolve(code ?? SIGNAL_BASE + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
};
