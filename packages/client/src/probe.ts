import { connect } from 'node:net';
import type { Address } from '@tmws/config';

const TIMEOUT_MS = 2_000;

/**
 * Whether somebody listens at an address: undefined if so, else the system's reason, e.g. `ECONNREFUSED`. Says nothing
 * of what is spoken there.
 */
export const probe = (address: Address): Promise<string | undefined> =>
  new Promise((resolve) => {
    const target = address.transport === 'unix' ? { path: address.path } : { host: address.host, port: address.port };
    const socket = connect(target);
    const end = (reason: string | undefined): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(TIMEOUT_MS, () => end('ETIMEDOUT'));
    socket.once('connect', () => end(undefined));
    socket.once('error', (error) => end('code' in error ? String(error.code) : error.message));
  });
