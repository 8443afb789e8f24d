import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from '../harness/run.ts';
import type { Acknowledged, Plan } from './child.ts';

const CHILD = path.join(REPOSITORY, 'test/crash/child.ts');

/** A child that reaches no failpoint is killed after this time, and counted apart. In milliseconds. */
const LONGEST_LIFE = 6_000;

/** How a child died. */
export interface Death {
  readonly acknowledged: readonly Acknowledged[];
  /** Whether it killed itself where the plan says. */
  readonly asPlanned: boolean;
  readonly stderr: string;
}

/** A child process that has loaded its modules and waits for its plan. */
export interface Child {
  /** Lets it work until it dies. */
  runToDeath(plan: Plan): Promise<Death>;
  /** Ends it unused. */
  dismiss(): void;
}

const linesOf = async (child: ChildProcess): Promise<readonly Acknowledged[]> => {
  const acknowledged: Acknowledged[] = [];
  if (child.stdout === null) return acknowledged;
  for await (const line of createInterface(child.stdout)) {
    // The last line of a killed process is whole or absent: a pipe takes it in one piece.
    acknowledged.push(JSON.parse(line));
  }
  return acknowledged;
};

/** Starts a child, so that it loads while something else is done. */
export const startChild = (): Child => {
  const child = spawn(process.execPath, ['--conditions=@tmws/source', CHILD], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return {
    runToDeath: async (plan) => {
      let isLate = false;
      const limit = setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, LONGEST_LIFE);
      child.stdin.write(`${JSON.stringify(plan)}\n`);
      const acknowledged = await linesOf(child);
      await ended;
      clearTimeout(limit);
      return {
        acknowledged,
        asPlanned: child.signalCode === 'SIGKILL' && !isLate,
        stderr: Buffer.concat(stderr).toString(),
      };
    },
    dismiss: () => {
      child.stdin.end();
    },
  };
};
