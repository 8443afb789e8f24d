import { ConfigError, loadConfig } from '@tmws/config';
import { EXIT_CODES, productVersion } from '@tmws/terminal';
import { helpText, parseCommandLine, UsageError } from './command-line.ts';
import { ListenError } from './http/listen-error.ts';
import { serveStdio } from './serve-stdio.ts';

const run = async (): Promise<void> => {
  const words = process.argv.slice(2);
  if (words[0] === 'install') {
    const { runInstall } = await import('./install/run-install.ts');
    return runInstall(words.slice(1));
  }
  const command = parseCommandLine(words);
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
    case 'serve-http': {
      // Only then: what HTTP needs would slow every start over stdio.
      const { serveHttp } = await import('./http/serve-http.ts');
      await serveHttp(loadConfig(process.env, command.overrides), command.http);
      return;
    }
    default:
      command satisfies never;
  }
};

try {
  await run();
} catch (error) {
  const isWrongUsage = error instanceof UsageError || error instanceof ConfigError;
  if (!isWrongUsage && !(error instanceof ListenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = isWrongUsage ? EXIT_CODES.wrongUsage : EXIT_CODES.failed;
}
