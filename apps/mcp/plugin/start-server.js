#!/usr/bin/env node
// Claude Code may run a copy of this folder in which nothing is installed: then the program on the path is meant.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const beside = new URL('../dist/tmws-mcp.js', import.meta.url);

if (existsSync(beside)) {
  await import(beside.href);
} else {
  const child = spawn('tmws-mcp', process.argv.slice(2), { stdio: 'inherit', shell: process.platform === 'win32' });
  child.on('error', () => {
    process.stderr.write(
      'TMWS learning patterns is not built here, and tmws-mcp is not on the path. Run npm ci && npm run build && npm link --workspace apps/mcp in a clone of its repository, or tmws-mcp install --client claude-code there instead of the plugin.\n',
    );
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}
