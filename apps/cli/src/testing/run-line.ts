import { runCli } from '../run-cli.ts';

/** What one run of the program gave. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given besides its line. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Columns of a terminal that input and both outputs are; undefined: none. */
  readonly terminal?: number;
}

/** Runs one command line in this process, as `main.ts` does, on streams that are kept. */
export const runLine = async (line: readonly string[], options: RunOptions = {}): Promise<Ran> => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
    ...(options.terminal === undefined ? {} : { isTTY: true, columns: options.terminal }),
  });
  const exitCode = await runCli(line, {
    environment: { TMWS_AGENT: 'tester', ...options.environment },
    stdin: Object.assign(
      (async function* () {
        yield options.input ?? '';
      })(),
      options.terminal === undefined ? {} : { isTTY: true },
    ),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  });
  return { exitCode, ...written };
};
