import { ServerCredentials } from '@grpc/grpc-js';
import { type Address, formatAddress, parseAddress } from '@tmws/config';
import type { Server } from 'nice-grpc';
import type { TcpListener, TlsIdentity } from './start/read-tcp-listener.ts';
import { StartError } from './start/start-error.ts';

const credentialsOf = (tls: TlsIdentity | undefined): ServerCredentials => {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const { certificate, key, clientCa } = tls;
  const pairs = [{ cert_chain: certificate, private_key: key }];
  return clientCa === undefined
    ? ServerCredentials.createSsl(null, pairs)
    : ServerCredentials.createSsl(clientCa, pairs, true);
};

const withPort = (text: string, port: number, tls: boolean): string => {
  const address: Address | undefined = parseAddress(text, '/');
  return address?.transport === 'tcp' ? formatAddress({ ...address, port, tls }) : text;
};

/**
 * Has a server take calls over TCP; returns the address with the port that it got, as a client's TMWS_ADDRESS has it.
 *
 * @throws StartError LISTEN_FAILED where the system does not let it
 */
export const listenOnTcp = async (server: Server, { address, tls }: TcpListener): Promise<string> => {
  try {
    const port = await server.listen(address, credentialsOf(tls));
    return withPort(address, port, tls !== undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'LISTEN_FAILED',
      `The core cannot listen on ${address} (${why}). Name an address of this machine and a free port in TMWS_LISTEN.`,
    );
  }
};
