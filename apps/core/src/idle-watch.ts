import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/** Watches whether any client is connected. */
export interface IdleWatch {
  stop(): void;
}

// gRPC keeps its connections to itself; Node tells of every one that a server of this process accepts.
const CONNECTION_ACCEPTED = 'net.server.socket';

const socketOf = (message: unknown): Socket | undefined => {
  const socket = typeof message === 'object' && message !== null && 'socket' in message ? message.socket : undefined;
  return socket instanceof Socket ? socket : undefined;
};

/**
 * Calls `onIdle` once when no client was connected for so many milliseconds, from now on. A client that is connected
 * and asks for nothing counts.
 */
export const watchIdle = (limit: number, onIdle: () => void): IdleWatch => {
  let connections = 0;
  let timer: NodeJS.Timeout | undefined;

  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onIdle, limit);
  };

  const onConnection = (message: unknown): void => {
    const socket = socketOf(message);
    if (socket === undefined) return;
    connections += 1;
    clearTimeout(timer);
    socket.once('close', () => {
      connections -= 1;
      if (connections === 0) wait();
    });
  };

  const stop = (): void => {
    unsubscribe(CONNECTION_ACCEPTED, onConnection);
    clearTimeout(timer);
    connections = Number.POSITIVE_INFINITY;
  };

  subscribe(CONNECTION_ACCEPTED, onConnection);
  wait();
  return { stop };
};
