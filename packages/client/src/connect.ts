import type { Config } from '@tmws/config';
import type { LaunchOptions } from './launch-core.ts';
import { startCore } from './start-core.ts';
import type { TmwsClient } from './tmws-client.ts';

/** How a client connects. */
export interface ConnectOptions extends Partial<LaunchOptions> {
  /** Path of the core's program, to start a core with where none runs; without it none is started. */
  readonly coreEntry?: string;
}

/**
 * Connects to the core at the configuration's address, else to the one of its data folder, which it starts if none
 * runs. Calls find or start a core again when it went away. gRPC is loaded only here, so importing this package costs a
 * frontend little.
 *
 * @throws RemoteError when there is no core and none can be started; ConfigError when the folder for sockets is unsafe.
 */
export const connect = async (config: Config, options: ConnectOptions = {}): Promise<TmwsClient> => {
  const { coreEntry, ...rest } = options;
  const launch = coreEntry === undefined ? undefined : { ...rest, coreEntry };
  // The core starts while this process loads gRPC.
  const [{ createTmwsClient }] = await Promise.all([
    import('./create-tmws-client.ts'),
    launch !== undefined && config.address === undefined ? startCore(config, launch) : undefined,
  ]);
  return createTmwsClient(config, launch);
};

/**
 * A client for a program that may never need one: the first call of the returned function connects, later ones give the
 * same client. After a failure the next call tries anew.
 */
export const lazyClient = (config: Config, options: ConnectOptions = {}): (() => Promise<TmwsClient>) => {
  let connecting: Promise<TmwsClient> | undefined;
  return () => {
    connecting ??= connect(config, options).catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
};
