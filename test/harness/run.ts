import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The root of the repository. */
export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** The built programs, as users run them. */
export const PROGRAMS = {
  core: path.join(REPOSITORY, 'apps/core/dist/main.js'),
  cli: path.join(REPOSITORY, 'apps/cli/dist/tmws.js'),
  mcp: path.join(REPOSITORY, 'apps/mcp/dist/tmws-mcp.js'),
  migrate: path.join(REPOSITORY, 'apps/migrate/dist/tmws-migrate.js'),
} as const;

/** What a finished program left. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Collects what a child prints, until it ends. */
export const finish = async (child: ChildProcess): Promise<Finished> => {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  await once(child, 'close');
  return { status: child.exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
};

/** Runs a program to its end. */
export const run = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> => finish(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env }));

/** Runs one of the built JavaScript programs with the Node of the tests. */
export const runProgram = (
  program: keyof typeof PROGRAMS,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> => run(process.execPath, [PROGRAMS[program], ...args], env);
