#!/usr/bin/env node
// npm links a program when it installs, before anything is built, and only where its file is there.
import { existsSync } from 'node:fs';

const program = new URL('../dist/tmws.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('tmws is not built yet. Run npm run build in its repository.\n');
  process.exitCode = 1;
}
