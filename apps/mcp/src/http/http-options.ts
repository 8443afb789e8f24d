import { type Address, isLoopback, parseAddress } from '@tmws/config';

/** Where `--http` serves when it names no address. */
export const DEFAULT_HTTP_ADDRESS = '127.0.0.1:7080';

/** How MCP is served over HTTP. */
export interface HttpOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The endpoint as clients reach it, where a proxy stands before the server. */
  readonly publicUrl: URL | undefined;
  /** Names besides those of the address and of the public URL that a request may be sent to, and come from. */
  readonly allowedHosts: readonly string[];
  /** Issuers that give out API keys as access tokens; empty: keys are handed out with `tmws key create`. */
  readonly authorizationServers: readonly string[];
  /** Whether who sends no key is shown the PUBLIC skills that the agent of the server's own key may read; default false. */
  readonly isPublishing?: boolean;
}

/** The flags of serving over HTTP, as `parseArgs` takes them. */
export const HTTP_FLAGS = {
  http: {
    type: 'string',
    value: '[HOST:PORT]',
    description: `Serve over streamable HTTP, at /mcp (default: ${DEFAULT_HTTP_ADDRESS}).`,
  },
  'public-url': {
    type: 'string',
    value: 'URL',
    description: 'With --http: the endpoint as clients reach it through a proxy.',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    description: 'With --http: one more name for Host and Origin; may be repeated.',
  },
  'authorization-server': {
    type: 'string',
    multiple: true,
    value: 'URL',
    description: 'With --http: an issuer of keys, for the metadata; may be repeated.',
  },
  'publish-skills': {
    type: 'boolean',
    value: '',
    description: 'With --http: show everybody the PUBLIC skills that TMWS_API_KEY may read.',
  },
} as const;

/** The values of a parser of {@link HTTP_FLAGS}. */
export interface HttpFlagValues {
  readonly http?: string | undefined;
  readonly 'public-url'?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
  readonly 'authorization-server'?: readonly string[] | undefined;
  readonly 'publish-skills'?: boolean | undefined;
}

/** Gives a bare `--http` its default: the parser knows no flags whose value may be left out. */
export const withHttpDefault = (words: readonly string[]): readonly string[] =>
  words.map((word, index) => {
    const next = words[index + 1];
    return word === '--http' && (next === undefined || next.startsWith('-')) ? `--http=${DEFAULT_HTTP_ADDRESS}` : word;
  });

const webUrl = (flag: string, text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new Error(`--${flag} is ${text}, and must be an http:// or https:// URL`);
};

const tcpAddress = (text: string): Address & { readonly transport: 'tcp' } => {
  const address = parseAddress(text, '/');
  if (address?.transport === 'tcp' && !address.tls) return address;
  throw new Error(`--http is ${text}, and must be HOST:PORT, for example ${DEFAULT_HTTP_ADDRESS}`);
};

/**
 * Reads the flags; undefined when HTTP is not asked for.
 *
 * @throws Error for a value that cannot be used, for flags that need `--http`, and for an address that other machines
 * reach without a proxy that keeps keys from being read.
 */
export const httpOptionsFrom = (values: HttpFlagValues): HttpOptions | undefined => {
  const { http, 'public-url': publicText, 'allow-host': hosts = [], 'authorization-server': issuers = [] } = values;
  if (http === undefined) {
    const without = Object.keys(HTTP_FLAGS).find((flag) => flag in values);
    if (without !== undefined) throw new Error(`--${without} says how to serve over HTTP, and needs --http`);
    return undefined;
  }
  const address = tcpAddress(http);
  const publicUrl = publicText === undefined ? undefined : webUrl('public-url', publicText);
  if (!isLoopback(address) && publicUrl?.protocol !== 'https:') {
    throw new Error(
      `--http is ${http}, which other machines reach, and keys could be read on the way: put a proxy with TLS before it, and name its https:// address with --public-url`,
    );
  }
  return {
    host: address.host,
    port: address.port,
    publicUrl,
    allowedHosts: hosts,
    authorizationServers: issuers.map((issuer) => webUrl('authorization-server', issuer).href),
    isPublishing: values['publish-skills'] === true,
  };
};
