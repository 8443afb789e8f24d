import { parseArgs } from 'node:util';
import { CORE_EXIT_CODES, type Config, ConfigError, loadConfig, overridesFromFlags, settingFlags } from '@tmws/config';
import { DomainError } from '@tmws/domain';
import type { Logger } from 'pino';
import { type Core, createCore } from './create-core.ts';
import { createLogger } from './create-logger.ts';
import { PRODUCT_VERSION } from './product-version.ts';
import { StartError } from './start/start-error.ts';

const WRONG_USAGE = 2;
const OWNER_ALONE_MASK = 0o077;
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

const usage = (): string => {
  const flags = Object.entries(settingFlags('core')).map(
    ([flag, { description }]) => `  --${flag}\n      ${description}`,
  );
  return [
    'Usage: tmws-core [flags]',
    'The service that keeps learning patterns. Example: tmws-core --data-dir ~/patterns',
    ...flags,
    '',
  ].join('\n');
};

/** Reads the command line; undefined where it asked for help or the version and got it. */
const readCommandLine = (argv: readonly string[]): Config | undefined => {
  const options = {
    ...settingFlags('core'),
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  } as const;
  const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
  if (values.help === true || values.version === true) {
    process.stdout.write(values.help === true ? usage() : `${PRODUCT_VERSION}\n`);
    return undefined;
  }
  return loadConfig(process.env, overridesFromFlags(values));
};

/** The configuration of the command line; undefined where there is nothing to run, or the command line is wrong. */
const configFrom = (argv: readonly string[]): Config | undefined => {
  try {
    return readCommandLine(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = WRONG_USAGE;
    return undefined;
  }
};

const exitCodeOf = (error: unknown): number => (error instanceof StartError ? error.exitCode : CORE_EXIT_CODES.failed);

const isForPeople = (error: unknown): error is Error =>
  error instanceof StartError || error instanceof DomainError || error instanceof ConfigError;

const reportFailure = (log: Logger, error: unknown): void => {
  if (!isForPeople(error)) {
    log.fatal({ err: error }, 'The core could not start for a reason that it does not know');
    return;
  }
  if (process.stderr.isTTY) process.stderr.write(`${error.message}\n`);
  else log.fatal('reason' in error ? { reason: error.reason } : {}, error.message);
};

/**
 * Ends the core in order at the first signal. Of those that follow, a second Ctrl-C ends it at once; several who stop
 * the core send several SIGTERMs, and none of them cuts off the calls under way.
 */
const endOnSignals = (log: Logger, end: () => void): void => {
  const begin = (signal: 'SIGTERM' | 'SIGINT'): void => {
    log.info({ signal }, 'ending');
    end();
  };
  let interrupts = 0;
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => {
    interrupts += 1;
    if (interrupts > 1) process.exit(CORE_EXIT_CODES.failed);
    begin('SIGINT');
  });
};

/** A defect that nobody caught leaves the core in a state that nobody knows: better a new one. The rows survive it. */
const endOnDefects = (log: Logger): void => {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'The core ends because of an error that nobody caught');
    process.exit(CORE_EXIT_CODES.failed);
  });
};

/**
 * Keeps the process alive until the work is done. The pauses between attempts that a start and an end may wait for, as
 * on a full disk, do not: without this the process would end in the middle of them, and say nothing.
 */
const keptAlive = async (work: () => Promise<void>): Promise<void> => {
  const timer = setInterval(() => undefined, LONGEST_TIMER_MILLISECONDS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
};

const serveUntilEnd = async (config: Config, log: Logger): Promise<void> => {
  const ended = Promise.withResolvers<void>();
  endOnSignals(log, () => ended.resolve());
  let core: Core;
  try {
    core = await createCore(config, {
      log,
      onIdle: () => {
        log.info('ending, since no client was connected');
        ended.resolve();
      },
    });
  } catch (error) {
    reportFailure(log, error);
    process.exitCode = exitCodeOf(error);
    return;
  }
  await ended.promise;
  await core.close();
  log.info('ended');
};

/**
 * Runs a core until a signal or idleness ends it. Sets the process's exit code: 0 in good order, 75 where another core
 * holds the data folder, 2 for a wrong command line, else 1.
 */
export const runCore = async (argv: readonly string[]): Promise<void> => {
  process.umask(OWNER_ALONE_MASK);
  const config = configFrom(argv);
  if (config === undefined) return;
  const log = createLogger(config.logLevel);
  endOnDefects(log);
  await keptAlive(() => serveUntilEnd(config, log));
};
