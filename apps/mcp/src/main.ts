import { ConfigError, loadConfig } from '@tmws/config';
import { EXIT_CODES, productVersion } from '@tmws/terminal';
import { helpText, parseCommandLine, UsageError } from './command-line.ts';
import { serveStdio } from './serve-stdio.ts';

const run = (): void => {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText());
      return;
    case 'version':
      process.stdout.write(`${productVersion()}\n`);
      return;
    case 'serve':
      serveStdio(loadConfig(process.env, command.overrides));
      return;
    default:
      command satisfies never;
  }
};

try {
  run();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_CODES.wrongUsage;
}
