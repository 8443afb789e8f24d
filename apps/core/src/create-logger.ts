import type { LogLevel } from '@tmws/config';
import { destination, type Logger, pino } from 'pino';

const STANDARD_ERROR = 2;

/** The one logger of a core: JSON lines on standard error, each with the process id. */
export const createLogger = (level: LogLevel): Logger => {
  const output = destination({ dest: STANDARD_ERROR, sync: true });
  // A full disk, or a reader that went away, must not end a core that can still answer.
  output.on('error', () => undefined);
  return pino({ name: 'tmws-core', level, base: { pid: process.pid } }, output);
};
