import { type Finished, PROGRAMS, run } from './run.ts';

const ON_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** Runs one of the built programs on a pseudo-terminal, which Python's standard library has and Node's has not. */
export const runOnTerminal = (
  program: keyof typeof PROGRAMS,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Finished> => run('python3', ['-c', ON_TERMINAL, process.execPath, PROGRAMS[program], ...args], env);
