import { loadConfig, overridesFromFlags } from '@tmws/config';
import type { Command, CommandContext, Outcome } from './command.ts';
import { CommandArguments } from './command-arguments.ts';
import { EXIT_CODES } from './errors/exit-codes.ts';
import { type Page, pageOf, type TextStream } from './output/page.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { coreEntry, SIBLING_PROGRAMS } from './programs.ts';

/** What the program runs in: in `main.ts` the process, in a test whatever the test gives. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

const CLEAR_LINE = '\r\u001B[2K';

const readAll = async (input: Surroundings['stdin']): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

/** A line of progress that is there only on a terminal, and gone when the result is printed. */
const createProgress = ({ stderr }: Surroundings): ((text: string) => void) => {
  let isShown = false;
  return (text) => {
    if (stderr.isTTY !== true || (text === '' && !isShown)) return;
    stderr.write(`${CLEAR_LINE}${text}`);
    isShown = text !== '';
  };
};

const runCommand = async (
  command: Command,
  values: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<Outcome> => {
  const config = loadConfig(surroundings.environment, overridesFromFlags(values));
  const page = pageOf(surroundings.stderr, surroundings.environment);
  const closing: AsyncDisposable[] = [];
  const context: CommandContext = {
    arguments: new CommandArguments(values),
    config,
    coreEntry: coreEntry(),
    connect: async () => {
      const { connect } = await import('@tmws/client');
      const client = await connect(config, { coreEntry: coreEntry() });
      closing.push(client);
      return client;
    },
    readInput: () => readAll(surroundings.stdin),
    hint: (text) => {
      surroundings.stderr.write(`${page.dim(text)}\n`);
    },
    progress: createProgress(surroundings),
  };
  try {
    return await command.run(context);
  } finally {
    context.progress('');
    for (const client of closing) await client[Symbol.asyncDispose]();
  }
};

const wantsJson = (line: readonly string[]): boolean => {
  const end = line.indexOf('--');
  return (end === -1 ? line : line.slice(0, end)).includes('--json');
};

const reportError = async (error: unknown, line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { describeError, errorLine } = await import('./errors/describe-error.ts');
  const { plainLine } = await import('./output/plain-text.ts');
  const { stderr, environment } = surroundings;
  const { object, exitCode } = describeError(error);
  if (wantsJson(line)) {
    stderr.write(`${JSON.stringify(object)}\n`);
    return exitCode;
  }
  const page = pageOf(stderr, environment);
  const help =
    exitCode === EXIT_CODES.wrongUsage && object.reason === 'WRONG_USAGE' ? ' `tmws --help` tells more.' : '';
  stderr.write(`${page.red('tmws:')} ${plainLine(errorLine(object))}${help}\n`);
  return exitCode;
};

const printOutcome = (outcome: Outcome, isJson: boolean, surroundings: Surroundings): number => {
  const { stdout, environment } = surroundings;
  const page: Page = pageOf(stdout, environment);
  const text = isJson ? JSON.stringify(outcome.json(), undefined, 2) : outcome.text(page);
  if (text !== '') stdout.write(`${text}\n`);
  return outcome.exitCode ?? EXIT_CODES.done;
};

const run = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const [first = '', ...rest] = line;
  const program = Object.hasOwn(SIBLING_PROGRAMS, first) ? SIBLING_PROGRAMS[first] : undefined;
  if (program !== undefined) {
    const { runSibling } = await import('./run-sibling.ts');
    return runSibling({ name: first, program, arguments: rest, environment: surroundings.environment });
  }
  if (first === '--version') {
    const { productVersion } = await import('./product-version.ts');
    surroundings.stdout.write(`${productVersion()}\n`);
    return EXIT_CODES.done;
  }
  const asked = await parseCommandLine(line, surroundings.stdout.columns);
  if (asked.kind === 'text') {
    surroundings.stdout.write(`${asked.text}\n`);
    return EXIT_CODES.done;
  }
  const outcome = await runCommand(asked.command, asked.values, surroundings);
  return printOutcome(outcome, asked.values.json === true, surroundings);
};

/**
 * Runs one command line, program name left out, and gives the exit code. Throws nothing: an error is one line on
 * stderr, or one JSON object there with `--json`.
 */
export const runCli = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    return await run(line, surroundings);
  } catch (error) {
    return reportError(error, line, surroundings);
  }
};
