import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import type { HttpOptions } from './http-options.ts';

/** Where the server speaks MCP. */
export const MCP_PATH = '/mcp';

/** Where the metadata lie, at this path and below it. */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

/** What serving says of itself, besides its address. */
export type ResourceOptions = Pick<HttpOptions, 'publicUrl' | 'authorizationServers'>;

/** The endpoint as the client reached it, by the `Host` of its request, which was checked before. */
const resourceUrl = ({ publicUrl }: ResourceOptions, host: string): URL =>
  publicUrl ?? new URL(MCP_PATH, `http://${host}`);

/** URL of the metadata, for challenges (RFC 9728 §5.1). */
export const resourceMetadataUrl = (options: ResourceOptions, host: string): string =>
  getOAuthProtectedResourceMetadataUrl(resourceUrl(options, host));

/** The protected resource metadata of RFC 9728; without issuers keys come from the operator. */
export const resourceMetadata = (options: ResourceOptions, host: string): Readonly<Record<string, unknown>> => ({
  resource: resourceUrl(options, host).href,
  ...(options.authorizationServers.length === 0 ? {} : { authorization_servers: options.authorizationServers }),
  scopes_supported: ['read', 'write'],
  bearer_methods_supported: ['header'],
  resource_name: 'TMWS learning patterns',
});
