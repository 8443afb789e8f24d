import { LOG_LEVELS, type LogLevel } from '@tmws/config';

/** Facts of one line of the log, by name. Never the content of a pattern, a key or a query. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes lines to the log, each a fact with its fields. */
export interface Logger {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

/** Numbers of the levels in the core's log, so that both can be read with the same tools. */
const LEVEL_NUMBERS = { error: 50, warn: 40, info: 30, debug: 20 } as const;

/**
 * A logger that writes JSON lines of at least this severity to standard error, the only place where a program may log
 * whose standard output speaks a protocol. It is a few lines, and loading a logging library would cost a tenth of the
 * start-up.
 */
export const createStderrLogger = (least: LogLevel, stream: NodeJS.WritableStream = process.stderr): Logger => {
  // Whoever reads the log may be gone before this process; that must not end it.
  stream.on('error', () => {});
  const logged = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(least) + 1);
  const write =
    (level: keyof typeof LEVEL_NUMBERS) =>
    (fields: LogFields, message: string): void => {
      if (!logged.includes(level)) return;
      const line = { level: LEVEL_NUMBERS[level], time: Date.now(), pid: process.pid, ...fields, msg: message };
      stream.write(`${JSON.stringify(line)}\n`);
    };
  return { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };
};
