import type { TmwsClient } from '@tmws/client';
import { loadConfig, overridesFromFlags } from '@tmws/config';
import { type Outcome, printOutcome, programEntry, reportError, type Surroundings } from '@tmws/terminal';
import { type CommandLine, parseCommandLine } from './parse-command-line.ts';

type Asked = Exclude<CommandLine, { readonly kind: 'help' }>;

const runAsked = async (asked: Asked, { environment, stderr }: Surroundings): Promise<Outcome> => {
  const config = loadConfig(environment, overridesFromFlags(asked.values));
  const connectCore = async (): Promise<TmwsClient> => {
    const { connect } = await import('@tmws/client');
    return connect(config, { coreEntry: programEntry('core') });
  };
  switch (asked.kind) {
    case 'import': {
      const { runImport } = await import('./run-import.ts');
      return runImport({ folders: asked.folders, accessLevel: asked.accessLevel, stderr, connect: connectCore });
    }
    case 'export': {
      const { runExport } = await import('./run-export.ts');
      return runExport({ ...asked, stderr, connect: connectCore });
    }
    default:
      return asked satisfies never;
  }
};

const run = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { environment, stdout } = surroundings;
  const asked = await parseCommandLine(line, stdout.columns);
  if (asked.kind === 'help') {
    stdout.write(`${asked.text}\n`);
    return 0;
  }
  const outcome = await runAsked(asked, surroundings);
  return printOutcome(outcome, { isJson: asked.json, environment, stdout });
};

/**
 * Runs one command line, program name left out, and gives the exit code: 0 when all was done, findings or not, 1 when a
 * skill was refused or kept, else the code of the error, which is one line on stderr or one JSON object there with `--json`.
 */
export const runMigrate = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    return await run(line, surroundings);
  } catch (error) {
    return reportError(error, { program: 'tmws-migrate', line, surroundings });
  }
};
