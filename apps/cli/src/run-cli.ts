import { loadConfig, overridesFromFlags } from '@tmws/config';
import {
  CommandArguments,
  EXIT_CODES,
  type Outcome,
  pageOf,
  printOutcome,
  productVersion,
  programEntry,
  reportError,
  type Surroundings as TerminalSurroundings,
} from '@tmws/terminal';
import type { Command, CommandContext } from './command.ts';
import { commandOf, parseCommandLine } from './parse-command-line.ts';
import { SIBLING_PROGRAMS } from './programs.ts';

/** What the program runs in: in `main.ts` the process, in a test whatever the test gives. */
export interface Surroundings extends TerminalSurroundings {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
}

const CLEAR_LINE = '\r\u001B[2K';

const readAll = async (input: Surroundings['stdin']): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

/** The question goes to stderr, as stdout is for the result; a terminal hands its input on line by line. */
const createAsk = ({ stdin, stderr }: Surroundings): CommandContext['ask'] => {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined;
  return async (question) => {
    stderr.write(question);
    for await (const chunk of stdin) return Buffer.from(chunk).toString('utf8');
    return '';
  };
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
  const typed = new CommandArguments(values);
  const config = loadConfig(surroundings.environment, overridesFromFlags(typed.texts()));
  const page = pageOf(surroundings.stderr, surroundings.environment);
  const coreEntry = programEntry('core');
  const closing: AsyncDisposable[] = [];
  const context: CommandContext = {
    arguments: typed,
    config,
    coreEntry,
    connect: async () => {
      const { connect } = await import('@tmws/client');
      const client = await connect(config, { coreEntry });
      closing.push(client);
      return client;
    },
    readInput: () => readAll(surroundings.stdin),
    ask: createAsk(surroundings),
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

const run = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const [first = '', ...rest] = line;
  const program = Object.hasOwn(SIBLING_PROGRAMS, first) ? SIBLING_PROGRAMS[first] : undefined;
  if (program !== undefined) {
    const { runSibling } = await import('./run-sibling.ts');
    return runSibling({ name: first, program, arguments: rest, environment: surroundings.environment });
  }
  if (first === '--version') {
    surroundings.stdout.write(`${productVersion()}\n`);
    return EXIT_CODES.done;
  }
  const asked = await parseCommandLine(line, surroundings.stdout.columns);
  if (asked.kind === 'text') {
    surroundings.stdout.write(`${asked.text}\n`);
    return EXIT_CODES.done;
  }
  const outcome = await runCommand(asked.command, asked.values, surroundings);
  const { environment, stdout } = surroundings;
  return printOutcome(outcome, { isJson: asked.values.json === true, environment, stdout });
};

/**
 * Runs one command line, program name left out, and gives the exit code. Throws nothing: an error is one line on
 * stderr, or one JSON object there with `--json`.
 */
export const runCli = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    return await run(line, surroundings);
  } catch (error) {
    return reportError(error, { program: 'tmws', command: `tmws ${commandOf(line)}`.trimEnd(), line, surroundings });
  }
};
