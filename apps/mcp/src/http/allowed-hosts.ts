import { isIPv6 } from 'node:net';
import type { HttpOptions } from './http-options.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Writes a host as it stands in a URL: lower case, IPv6 in brackets. */
const inUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host).toLowerCase();

/**
 * Names that requests may be sent to, and that pages may come from which send them: those of the address, of the public
 * URL and the configured ones. A page of another name that points its own name to this machine is refused by it.
 */
export const allowedHosts = ({ host, publicUrl, allowedHosts: configured }: HttpOptions): string[] => {
  const own = EVERY_ADDRESS.includes(host) ? [] : [inUrl(host)];
  const isLocal = own.length === 0 || LOOPBACK.includes(inUrl(host)) || host.startsWith('127.');
  const names = [
    ...(isLocal ? LOOPBACK : []),
    ...own,
    ...(publicUrl === undefined ? [] : [publicUrl.hostname]),
    ...configured.map(inUrl),
  ];
  return [...new Set(names)];
};
