import { runMigrate } from './run-migrate.ts';

// Whoever reads the output may stop before its end, as `head` does; that is no error.
process.stdout.on('error', (error: Error & { readonly code?: string }) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runMigrate(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
