/** What an agent may do in a namespace. */
export type Role = 'member' | 'admin';

/** An agent's place in a namespace. */
export interface Membership {
  readonly namespace: string;
  readonly role: Role;
}

/** What a caller's credentials allow. */
export type Scope = 'read' | 'write' | 'admin';

/** How the caller was recognised: by the operating system over the local socket, or by an API key. */
export type CredentialKind = 'socket' | 'api-key';

/** Who is calling, taken from credentials, never from a request field. Every use case receives one. */
export interface Caller {
  readonly agentId: string;
  /** Where the caller writes when a request names no namespace. */
  readonly namespace: string;
  readonly memberships: readonly Membership[];
  readonly scopes: readonly Scope[];
  /** Holder of a key of scope `admin`, or the first agent of an embedded data folder. */
  readonly systemAdmin: boolean;
  readonly credential: CredentialKind;
  /** Id of the key by which it was recognised; undefined over the socket without one. */
  readonly apiKeyId?: string | undefined;
  /** Set where an admin acts for this agent. */
  readonly actingBy?: ActingBy | undefined;
}

/** Who acts for an agent. */
export interface ActingBy {
  readonly agentId: string;
  /** The only namespaces in which it may; undefined: in all, as a system admin. */
  readonly within: readonly string[] | undefined;
}

/** The built-in owner of SYSTEM patterns. */
export const SYSTEM_AGENT = 'system';

/** The namespace of an agent that was provisioned without one. */
export const DEFAULT_NAMESPACE = 'default';

/** Whether the caller belongs to a namespace, in any role. */
export const isMember = (caller: Caller, namespace: string): boolean =>
  caller.memberships.some((membership) => membership.namespace === namespace);
