import { ConfigError, loadConfig } from '@tmws/config';
import { EXIT_CODES, ProgramError, productVersion } from '@tmws/terminal';
import { helpText, parseCommandLine } from './command-line.ts';
import { serveStdio } from './serve-stdio.ts';

const run = async (): Promise<void> => {
  const words = process.argv.slice(2);
  if (words[0] === 'install') {
    const { runInstall } = await import('./install/run-install.ts');
    return runInstall(words.slice(1), process.env);
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
  if (!(error instanceof ProgramError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof ProgramError ? error.exitCode : EXIT_CODES.wrongUsage;
}
