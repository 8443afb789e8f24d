import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '@grpc/grpc-js';
import { type Address, type Config, formatAddress } from '@tmws/config';
import { isConnected, isReadableOnTheWay, openChannel, settled } from './core-channel.ts';
import { findCore } from './find-core.ts';
import type { LaunchOptions } from './launch-core.ts';
import { probe } from './probe.ts';
import { RemoteError } from './remote-error.ts';
import { startCore } from './start-core.ts';

/** How long a core that was connected may be away before calls fail; it may be starting again. */
const AWAY_LIMIT_MS = 5_000;
const AWAY_WAIT_MS = 50;

const unreachable = (message: string, metadata: Readonly<Record<string, string>>): RemoteError =>
  new RemoteError(message, { reason: 'CORE_UNREACHABLE', code: 'UNAVAILABLE', metadata });

/** Waits for what others may wait for too; only this waiting ends with the signal. */
const unlessAborted = (work: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(new DOMException('The call was cancelled.', 'AbortError'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/** How a link reaches its core, besides the configuration. */
export interface CoreLinkOptions {
  /** Without it no core is ever started, nor with an address in the configuration. */
  readonly launch: LaunchOptions | undefined;
  /** Whether calls carry API keys, which nobody may read on the way; default: whether the configuration has one. */
  readonly sendsKeys?: boolean;
}

/** The connection to one core, made again when the core went away. */
export class CoreLink {
  readonly #config: Config;
  readonly #launch: LaunchOptions | undefined;
  readonly #sendsKeys: boolean;
  #channel: Channel | undefined;
  #connecting: Promise<void> | undefined;
  #isClosed = false;

  constructor(config: Config, { launch, sendsKeys = config.apiKey !== undefined }: CoreLinkOptions) {
    this.#config = config;
    this.#launch = launch;
    this.#sendsKeys = sendsKeys;
  }

  /** The channel of the core that was last connected. Await {@link ready} first. */
  get channel(): Channel {
    if (this.#channel === undefined || this.#isClosed) {
      throw unreachable('This client is closed. Connect again.', {});
    }
    return this.#channel;
  }

  /**
   * Resolves when calls can go out: at once on a live connection, else after finding or starting a core.
   *
   * @throws RemoteError when there is no core; AbortError by the signal, while the connecting goes on for others.
   */
  async ready(signal?: AbortSignal): Promise<void> {
    if (!this.#isClosed && this.#channel !== undefined && isConnected(this.#channel)) return;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    await (signal === undefined ? this.#connecting : unlessAborted(this.#connecting, signal));
  }

  /** Ends the connection; calls in flight fail. */
  close(): void {
    this.#isClosed = true;
    this.#channel?.close();
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) throw unreachable('This client is closed. Connect again.', {});
    const channel = openChannel(await this.#locate(), this.#config);
    await settled(channel);
    this.#channel?.close();
    this.#channel = channel;
    if (this.#isClosed) channel.close();
  }

  async #locate(): Promise<Address> {
    const { address } = this.#config;
    if (address !== undefined) return this.#await(() => this.#atAddress(address));
    if (this.#launch !== undefined) return (await startCore(this.#config, this.#launch)).core.endpoint;
    return this.#await(() => this.#inDataFolder());
  }

  /** Looks once; where a core was connected before, for as long as it may need to start again. */
  async #await(look: () => Promise<Address>): Promise<Address> {
    const end = performance.now() + (this.#channel === undefined ? 0 : AWAY_LIMIT_MS);
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (performance.now() >= end) throw error;
        await delay(AWAY_WAIT_MS);
      }
    }
  }

  async #atAddress(address: Address): Promise<Address> {
    const text = formatAddress(address);
    if (this.#sendsKeys && isReadableOnTheWay(address)) {
      throw new RemoteError(
        `An API key is not sent to ${text} without TLS, where others could read it. Use https://${text}.`,
        { reason: 'CORE_UNREACHABLE', code: 'FAILED_PRECONDITION', metadata: { address: text } },
      );
    }
    const why = await probe(address);
    if (why === undefined) return address;
    throw unreachable(`No core answers at ${text} (${why}). Start it there, or correct TMWS_ADDRESS or --address.`, {
      address: text,
    });
  }

  async #inDataFolder(): Promise<Address> {
    const core = await findCore(this.#config);
    if (core !== undefined) return core.endpoint;
    const { dataDir } = this.#config;
    throw unreachable(`No core runs for ${dataDir}. Start it with \`tmws start\`.`, { data_dir: dataDir });
  }
}
