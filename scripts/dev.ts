import { spawn } from 'node:child_process';

/**
 * Runs the core from its sources in the foreground and starts it anew on every change. Arguments after `--` go to the
 * core: `npm run dev -- --data-dir DIR`.
 */
const core = spawn(
  'node',
  [
    '--conditions=@tmws/source',
    '--watch',
    '--watch-preserve-output',
    'apps/core/src/main.ts',
    '--idle-exit',
    'off',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
core.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => core.kill(signal));
