import { writeSync } from 'node:fs';
import type { LogLevel } from '@tmws/config';
import { type DestinationStream, type Logger, pino } from 'pino';

const STANDARD_ERROR = 2;
const MOST_ATTEMPTS = 20;
const PAUSE_MILLISECONDS = 5;

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS);

const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN';

/**
 * Writes whole lines at once. A line that a full disk, or a reader that went away, does not take is let go: a core that
 * can still answer must not end for it, nor wait for ever at its end, as pino's own destination does.
 */
const toDescriptor = (descriptor: number): DestinationStream => ({
  write: (line) => {
    let rest = Buffer.from(line);
    for (let attempt = 0; rest.length > 0 && attempt < MOST_ATTEMPTS; attempt += 1) {
      try {
        rest = rest.subarray(writeSync(descriptor, rest));
      } catch (error) {
        if (!isBusy(error)) return;
        pause();
      }
    }
  },
});

/** The one logger of a core: JSON lines on standard error, or another open file, each with the process id. */
export const createLogger = (level: LogLevel, descriptor: number = STANDARD_ERROR): Logger =>
  pino({ name: 'tmws-core', level, base: { pid: process.pid } }, toDescriptor(descriptor));
