import { runCli } from '@tmws/cli';
import type { Finished } from './run.ts';

/** Runs a command line of `tmws` in this process, as the program does, which is much faster than a process for each. */
export const tmwsInProcess = async (words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Finished> => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const stdin = (async function* () {})();
  const status = await runCli(words, { environment, stdin, stdout: stream('stdout'), stderr: stream('stderr') });
  return { status, ...written };
};
