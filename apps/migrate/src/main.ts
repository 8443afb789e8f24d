import { tolerateClosedOutput } from '@tmws/terminal';
import { runMigrate } from './run-migrate.ts';

tolerateClosedOutput(process.stdout);

process.exitCode = await runMigrate(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
