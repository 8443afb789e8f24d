import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';

test('the log is one JSON line each, at least of the severity that was asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tmws-log-'));
  const path = join(folder, 'log');
  const file = openSync(path, 'w');
  const log = createLogger('info', file);
  log.debug('not said');
  log.info({ address: 'unix:é' }, 'said');
  log.fatal('x'.repeat(100_000));
  closeSync(file);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 30, msg: 'said', address: 'unix:é', name: 'tmws-core', pid: process.pid },
    { level: 60, msg: 'x'.repeat(100_000) },
  ]);
  rmSync(folder, { recursive: true });
});

test('a disk that is full keeps no line, and nobody waits for it', () => {
  const full = openSync('/dev/full', 'w');
  const log = createLogger('info', full);
  log.info('lost');
  log.fatal('lost too');
  closeSync(full);
});
