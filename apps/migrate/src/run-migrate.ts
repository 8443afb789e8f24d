import type { TmwsClient } from '@tmws/client';
import { loadConfig, overridesFromFlags } from '@tmws/config';
import { printOutcome, programEntry, reportError, type Surroundings } from '@tmws/terminal';
import { helpedCommand, parseCommandLine } from './parse-command-line.ts';

const run = async (line: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { environment, stdout } = surroundings;
  const asked = await parseCommandLine(line, stdout.columns);
  if (asked.kind === 'help') {
    stdout.write(`${asked.text}\n`);
    return 0;
  }
  const config = loadConfig(environment, overridesFromFlags(asked.command.settings));
  const connectCore = async (): Promise<TmwsClient> => {
    const { connect } = await import('@tmws/client');
    return connect(config, { coreEntry: programEntry('core') });
  };
  const outcome = await asked.command.run({ surroundings, connect: connectCore });
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
    return reportError(error, { program: 'tmws-migrate', command: helpedCommand(line), line, surroundings });
  }
};
