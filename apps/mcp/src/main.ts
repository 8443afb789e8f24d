import { ConfigError, loadConfig } from '@tmws/config';
import { helpText, parseCommandLine, UsageError } from './command-line.ts';
import { PRODUCT_VERSION } from './product-version.ts';
import { serveStdio } from './serve-stdio.ts';

const WRONG_USAGE = 2;

const run = (): void => {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText());
      return;
    case 'version':
      process.stdout.write(`${PRODUCT_VERSION}\n`);
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
  process.exitCode = WRONG_USAGE;
}
