import { tolerateClosedOutput } from '@tmws/terminal';
import { runCli } from './run-cli.ts';

tolerateClosedOutput(process.stdout);

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
