import { rmSync } from 'node:fs';
import {
  type Config,
  dataPaths,
  ensureRuntimeDirectory,
  formatAddress,
  formatDuration,
  removeCoreRecord,
  socketPath,
  writeCoreRecord,
} from '@tmws/config';
import type { Logger } from 'pino';
import type { CoreInfo } from './core-info.ts';
import { createLogger } from './create-logger.ts';
import { startHousekeeping } from './housekeeping.ts';
import { watchIdle } from './idle-watch.ts';
import { PRODUCT_VERSION } from './product-version.ts';
import { prepareDataFolder } from './start/prepare-data-folder.ts';
import { readTcpListener } from './start/read-tcp-listener.ts';
import { refuseUnbuiltSettings } from './start/refuse-unbuilt-settings.ts';
import { takeDataLock } from './start/take-data-lock.ts';
import { createTeardown, type Teardown } from './start/teardown.ts';
import { startTracing } from './telemetry/start-tracing.ts';

/** A core that serves. */
export interface Core {
  /** Where it serves, e.g. `unix:/run/user/1000/tmws/….sock`. */
  readonly address: string;
  /** Where it serves over TCP, e.g. `https://127.0.0.1:7000`; undefined: nowhere. */
  readonly tcpAddress: string | undefined;
  /** Finishes the calls under way, at most 10 s, writes what is left, and frees the data folder. */
  close(): Promise<void>;
}

/** How a core is run by its process. */
export interface CoreOptions {
  /** Default: JSON lines on standard error. */
  readonly log?: Logger;
  /** Called when no client was connected for the configuration's `idleExit`; without it nobody watches. */
  readonly onIdle?: () => void;
}

const DRAIN_MILLISECONDS = 10_000;

/** A core that others reach over TCP is there for them, not for one frontend: only who says so ends it when it is idle. */
const idleExitOf = (config: Config): Config['idleExit'] =>
  config.listen !== undefined && config.origins.idleExit === 'default' ? 'off' : config.idleExit;

const start = async (config: Config, work: { log: Logger; teardown: Teardown; onIdle: CoreOptions['onIdle'] }) => {
  const { log, teardown, onIdle } = work;
  const startedAt = new Date();
  refuseUnbuiltSettings(config);
  const tcp = readTcpListener(config);
  prepareDataFolder(config.dataDir);
  const lock = takeDataLock(config.dataDir);
  teardown.add(() => lock.release());
  const { coreLock } = dataPaths(config.dataDir);
  // Last but one: whoever waits for the end of a core takes the record's absence for it.
  teardown.add(() => removeCoreRecord(coreLock));
  ensureRuntimeDirectory(config);
  // Only the holder of the lock pays for loading what a core is made of; the others end at once.
  const [{ buildEngine }, { serve }] = await Promise.all([import('./build-engine.ts'), import('./serve.ts')]);
  const tracing = await startTracing(config.environment);
  if (tracing !== undefined) teardown.add(() => tracing.stop());
  const engine = await buildEngine(config, { log, teardown, tracing });
  const path = socketPath(config);
  // A socket that lies there is a dead core's: the lock says that no other one runs.
  rmSync(path, { force: true });
  teardown.add(() => rmSync(path, { force: true }));
  const address = formatAddress({ transport: 'unix', path });
  const info: CoreInfo = { version: PRODUCT_VERSION, startedAt, dataDir: config.dataDir, address };
  const serving = await serve({ engine, info }, { socketPath: path, defaultAgent: config.agent, tcp, log, tracing });
  teardown.add(() => serving.stop(DRAIN_MILLISECONDS));
  const idleExit = onIdle === undefined ? 'off' : idleExitOf(config);
  writeCoreRecord(coreLock, {
    address,
    pid: process.pid,
    version: info.version,
    startedAt: startedAt.toISOString(),
    idleExit: formatDuration(idleExit),
  });
  const onError = (error: unknown): void => log.warn({ err: error }, 'Housekeeping failed and is tried again');
  const housekeeping = startHousekeeping({ unitOfWork: engine.unitOfWork, clock: engine.clock, onError });
  teardown.add(() => housekeeping.stop());
  if (onIdle !== undefined && idleExit !== 'off') {
    const idle = watchIdle(idleExit, onIdle);
    teardown.add(() => idle.stop());
  }
  const { tcpAddress } = serving;
  log.info(
    { address, tcpAddress, version: info.version, dataDir: config.dataDir, node: process.versions.node },
    'serving',
  );
  return { address, tcpAddress };
};

/**
 * Starts a core on the data folder of the configuration; resolves when it takes calls. The embedding model may still be
 * loading then: searches answer by words until it is there, and say so.
 *
 * @throws StartError with the exit code for its process, DomainError of the storage, ConfigError for the socket's folder;
 * nothing is left behind then
 */
export const createCore = async (config: Config, options: CoreOptions = {}): Promise<Core> => {
  const log = options.log ?? createLogger(config.logLevel);
  const teardown = createTeardown();
  const end = (): Promise<void> =>
    teardown.run((error) => log.error({ err: error }, 'A part of the core did not end well'));
  try {
    const addresses = await start(config, { log, teardown, onIdle: options.onIdle });
    let closing: Promise<void> | undefined;
    return {
      ...addresses,
      close: () => {
        closing ??= end();
        return closing;
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
};
