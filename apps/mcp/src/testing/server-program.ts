import { fileURLToPath } from 'node:url';

/** How to run the server under test as a program of its own: its source, so that no build can be stale. */
export const SERVER_PROGRAM = {
  command: process.execPath,
  args: ['--conditions=@tmws/source', fileURLToPath(new URL('../main.ts', import.meta.url))],
} as const;
