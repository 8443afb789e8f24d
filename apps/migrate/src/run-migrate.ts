import { fileURLToPath } from 'node:url';
import { loadConfig, overridesFromFlags } from '@tmws/config';
import type { Outcome } from './outcome.ts';
import type { TextStream } from './output/progress.ts';
import { type CommandLine, parseCommandLine } from './parse-command-line.ts';

/** What the program runs in: in `main.ts` the process, in a test whatever the test gives. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream & { readonly columns?: number };
  readonly stderr: TextStream;
}

const coreEntry = (): string => {
  const path = import.meta.url.endsWith('.ts') ? 'core/src/main.ts' : 'core/dist/main.js';
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
};

const runAsked = async (
  asked: Extract<CommandLine, { readonly kind: 'import' }>,
  { environment, stderr }: Surroundings,
): Promise<Outcome> => {
  const config = loadConfig(environment, overridesFromFlags(asked.values));
  const { runImport } = await import('./run-import.ts');
  return runImport({
    folders: asked.folders,
    accessLevel: asked.accessLevel,
    stderr,
    connect: async () => {
      const { connect } = await import('@tmws/client');
      return connect(config, { coreEntry: coreEntry() });
    },
  });
};

const run = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const asked = await parseCommandLine(line, surroundings.stdout.columns);
  if (asked.kind === 'help') {
    surroundings.stdout.write(`${asked.text}\n`);
    return 0;
  }
  const outcome = await runAsked(asked, surroundings);
  surroundings.stdout.write(`${asked.json ? JSON.stringify(outcome.json(), undefined, 2) : outcome.text()}\n`);
  return outcome.exitCode;
};

const reportError = async (error: unknown, isJson: boolean, stderr: TextStream): Promise<number> => {
  const { describeError } = await import('./output/describe-error.ts');
  const { object, exitCode } = describeError(error);
  const details = object.violations.map(({ description }) => description);
  const message = [object.message, ...details.filter((text) => !object.message.includes(text))].join(' ');
  const line = `tmws-migrate: ${message.replaceAll(/\s+/g, ' ')}`;
  stderr.write(`${isJson ? JSON.stringify(object) : line}\n`);
  return exitCode;
};

/**
 * Runs one command line, program name left out, and gives the exit code: 0 when all was done, findings or not, 1 when a
 * skill was refused, else the code of the error, which is one line on stderr or one JSON object there with `--json`.
 */
export const runMigrate = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    return await run(line, surroundings);
  } catch (error) {
    return reportError(error, line.includes('--json'), surroundings.stderr);
  }
};
