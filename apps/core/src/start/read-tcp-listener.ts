import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, formatAddress, isLoopback, SETTINGS, type SettingName } from '@tmws/config';
import { StartError } from './start-error.ts';

/** What a TLS server shows, and what it asks of its clients; PEM. */
export interface TlsIdentity {
  readonly certificate: Buffer;
  readonly key: Buffer;
  /** The authority of which clients must show a certificate; undefined: they need none. */
  readonly clientCa: Buffer | undefined;
}

/** Where the core serves besides its socket. */
export interface TcpListener {
  /** `host:port`; port 0 takes a free one. */
  readonly address: string;
  /** Undefined: without TLS, which only the loopback may be. */
  readonly tls: TlsIdentity | undefined;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const refuse = (message: string): StartError => new StartError('TLS_SETTING_WRONG', message);

const read = (config: Config, name: Extract<SettingName, 'tlsCert' | 'tlsKey' | 'tlsClientCa'>): Buffer | undefined => {
  const path = config[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw refuse(`${SETTINGS[name].variable} names ${path}, which cannot be read (${reasonOf(error)}). Correct it.`);
  }
};

const readTls = (config: Config): TlsIdentity | undefined => {
  const certificate = read(config, 'tlsCert');
  const key = read(config, 'tlsKey');
  const clientCa = read(config, 'tlsClientCa');
  if (certificate === undefined && key === undefined && clientCa === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    const missing = certificate === undefined ? 'TMWS_TLS_CERT' : 'TMWS_TLS_KEY';
    throw refuse(
      `TLS needs a certificate and its key, and ${missing} is not set. Set it, or leave all of TMWS_TLS_* out.`,
    );
  }
  try {
    createSecureContext({ cert: certificate, key, ca: clientCa });
  } catch (error) {
    throw refuse(
      `The files of TMWS_TLS_CERT, TMWS_TLS_KEY and TMWS_TLS_CLIENT_CA cannot be used (${reasonOf(error)}). They must be PEM, and the key the certificate's, without a passphrase.`,
    );
  }
  return { certificate, key, clientCa };
};

/**
 * Reads where the core is told to serve over TCP, with its certificates; undefined where it is told of no place.
 *
 * @throws StartError TLS_REQUIRED where others could read along, TLS_SETTING_WRONG for files that cannot be used
 */
export const readTcpListener = (config: Config): TcpListener | undefined => {
  const { listen } = config;
  if (listen === undefined) return undefined;
  const address = formatAddress(listen);
  const tls = readTls(config);
  if (tls === undefined && !isLoopback(listen)) {
    throw new StartError(
      'TLS_REQUIRED',
      `TMWS_LISTEN is ${address}, which other machines reach, and there is no TLS: API keys could be read on the way. Set TMWS_TLS_CERT and TMWS_TLS_KEY, or listen on 127.0.0.1.`,
    );
  }
  return { address, tls };
};
