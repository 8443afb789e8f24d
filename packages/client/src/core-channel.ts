import { type Channel, connectivityState, Channel as GrpcChannel } from '@grpc/grpc-js';
import { type Address, type Config, formatAddress, isLoopback } from '@tmws/config';
import { channelCredentials } from './channel-credentials.ts';
import { MESSAGE_LIMIT_BYTES } from './message-limit.ts';

const CONNECT_LIMIT_MS = 10_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether what is sent to the address can be read on the way: no TLS, and not within this machine. */
export const isReadableOnTheWay = (address: Address): boolean =>
  !isLoopback(address) && address.transport === 'tcp' && !address.tls;

/**
 * A gRPC channel to the address; it connects at once.
 *
 * @throws ConfigError for files of the TLS settings that cannot be used
 */
export const openChannel = (address: Address, config: Config): Channel => {
  const target = address.transport === 'unix' ? formatAddress(address) : formatAddress({ ...address, tls: false });
  const channel = new GrpcChannel(target, channelCredentials(address, config), {
    'grpc.max_receive_message_length': MESSAGE_LIMIT_BYTES,
    'grpc.max_send_message_length': MESSAGE_LIMIT_BYTES,
    // An idle frontend still counts as a client of its core, which else might end under it.
    'grpc.client_idle_timeout_ms': LONGEST_TIMER_MS,
    // With connections shared between channels, a new channel to a core that was started again would inherit the
    // waiting time of the dead one's connection.
    'grpc.use_local_subchannel_pool': 1,
    ...(isLoopback(address) ? { 'grpc.enable_http_proxy': 0 } : {}),
  });
  channel.getConnectivityState(true);
  return channel;
};

/** Whether calls can go out on the channel now, without a new connection. */
export const isConnected = (channel: Channel): boolean =>
  channel.getConnectivityState(false) === connectivityState.READY;

/** Resolves when the channel is connected or could not connect; a call then tells which, with the reason. */
export const settled = async (channel: Channel): Promise<void> => {
  const deadline = Date.now() + CONNECT_LIMIT_MS;
  for (;;) {
    const state = channel.getConnectivityState(true);
    if (state !== connectivityState.IDLE && state !== connectivityState.CONNECTING) return;
    const hasChanged = await new Promise<boolean>((resolve) =>
      channel.watchConnectivityState(state, deadline, (error) => resolve(error === undefined)),
    );
    if (!hasChanged) return;
  }
};
