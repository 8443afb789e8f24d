import { isIPv4, isIPv6 } from 'node:net';
import { resolve } from 'node:path';

/** Where a core is reached: a Unix socket, or a host and port, with TLS when the address began with `https://`. */
export type Address =
  | { readonly transport: 'unix'; readonly path: string }
  | { readonly transport: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean };

const HOST_AND_PORT = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/;
const HIGHEST_PORT = 65_535;
const HTTPS_PORT = 443;

const parseHostAndPort = (text: string): Address | undefined => {
  const [, ipv6, name, digits] = HOST_AND_PORT.exec(text) ?? [];
  const host = ipv6 ?? name;
  const port = Number(digits);
  if (host === undefined || !(port <= HIGHEST_PORT)) return undefined;
  if (ipv6 !== undefined && !isIPv6(ipv6)) return undefined;
  return { transport: 'tcp', host, port, tls: false };
};

const parseHttps = (text: string): Address | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const hasMore = url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '';
  if (hasMore) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { transport: 'tcp', host, port: url.port === '' ? HTTPS_PORT : Number(url.port), tls: true };
};

/**
 * Reads `unix:/path`, `host:port`, `[ipv6]:port` or `https://host[:port]`; a relative path is taken from `folder`.
 * Undefined when the text is none of them.
 */
export const parseAddress = (text: string, folder: string): Address | undefined => {
  if (text.startsWith('https://')) return parseHttps(text);
  if (!text.startsWith('unix:')) return parseHostAndPort(text);
  const path = text.slice('unix:'.length).replace(/^\/\/(?=\/)/, '');
  return path === '' ? undefined : { transport: 'unix', path: resolve(folder, path) };
};

/** The text of an address, as {@link parseAddress} reads it. */
export const formatAddress = (address: Address): string => {
  if (address.transport === 'unix') return `unix:${address.path}`;
  const host = isIPv6(address.host) ? `[${address.host}]` : address.host;
  return `${address.tls ? 'https://' : ''}${host}:${address.port}`;
};

/**
 * Whether what goes to the address stays within this machine: a Unix socket, or a name or number of the loopback. A
 * name that only begins like one of its numbers is some other host's.
 */
export const isLoopback = (address: Address): boolean => {
  if (address.transport === 'unix') return true;
  const { host } = address;
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
};
