import type { Config } from '@tmws/config';
import type { LaunchOptions } from './launch-core.ts';
import { startCore } from './start-core.ts';
import type { SharedConnection, TmwsClient } from './tmws-client.ts';

/** How a client connects. */
export interface ConnectOptions extends Partial<LaunchOptions> {
  /** Path of the core's program, to start a core with where none runs; without it none is started. */
  readonly coreEntry?: string;
}

/** Starts a core where one is to be started; resolves with how to start one again. */
const startFor = async (config: Config, { coreEntry, ...rest }: ConnectOptions): Promise<LaunchOptions | undefined> => {
  const launch = coreEntry === undefined ? undefined : { ...rest, coreEntry };
  if (launch !== undefined && config.address === undefined) await startCore(config, launch);
  return launch;
};

/**
 * Connects to the core at the configuration's address, else to the one of its data folder, which it starts if none
 * runs. Calls find or start a core again when it went away. gRPC is loaded only here, so importing this package costs a
 * frontend little.
 *
 * @throws RemoteError when there is no core and none can be started; ConfigError when the folder for sockets is unsafe.
 */
export const connect = async (config: Config, options: ConnectOptions = {}): Promise<TmwsClient> => {
  // gRPC loads while the core starts.
  const [{ createTmwsClient }, launch] = await Promise.all([
    import('./create-tmws-client.ts'),
    startFor(config, options),
  ]);
  return createTmwsClient(config, launch);
};

/**
 * As {@link connect}, for a server whose callers each bring an API key; an agent or a key in the configuration says
 * nothing here.
 *
 * @throws RemoteError and ConfigError as `connect` does.
 */
const connectShared = async (config: Config, options: ConnectOptions = {}): Promise<SharedConnection> => {
  const [{ createSharedConnection }, launch] = await Promise.all([
    import('./create-tmws-client.ts'),
    startFor(config, options),
  ]);
  return createSharedConnection(config, launch);
};

/** Does the work at the first call, gives later ones the same outcome, and after a failure tries anew. */
const lazily = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let working: Promise<Result> | undefined;
  return () => {
    working ??= work().catch((error: unknown) => {
      working = undefined;
      throw error;
    });
    return working;
  };
};

/**
 * A client for a program that may never need one: the first call of the returned function connects, later ones give the
 * same client. After a failure the next call tries anew.
 */
export const lazyClient = (config: Config, options: ConnectOptions = {}): (() => Promise<TmwsClient>) =>
  lazily(() => connect(config, options));

/** As {@link lazyClient}, for {@link connectShared}. */
export const lazySharedConnection = (config: Config, options: ConnectOptions = {}): (() => Promise<SharedConnection>) =>
  lazily(() => connectShared(config, options));
