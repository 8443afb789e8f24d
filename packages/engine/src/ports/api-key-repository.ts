import type { Scope } from '@tmws/domain';
import type { ListCursor } from './store.ts';

/** A key by which an agent is known. Its secret is not here: only the hash of it is kept. */
export interface ApiKey {
  readonly id: string;
  readonly agentId: string;
  readonly scopes: readonly Scope[];
  readonly description: string | undefined;
  /** The first characters of the secret, to recognise it by. */
  readonly prefix: string;
  /** SHA-256 of the secret in lower-case hexadecimal. */
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Undefined: it never ends. */
  readonly expiresAt: Date | undefined;
  readonly revokedAt: Date | undefined;
  /** To the minute. */
  readonly lastUsedAt: Date | undefined;
  /** Hash of the secret before the last rotation, and until when that works too. */
  readonly oldHash: string | undefined;
  readonly oldSecretEndsAt: Date | undefined;
}

/** A page of keys. */
export interface ApiKeyListQuery {
  /** Keys of this agent, and of the agents all of whose namespaces are among `administered`; all where that is undefined. */
  readonly agentId: string;
  readonly administered: readonly string[] | undefined;
  /** Only this agent's; undefined: of all of them. */
  readonly only: string | undefined;
  /** Leaves out the keys that have ended at this time; undefined: none. */
  readonly livingAt: Date | undefined;
  readonly after: ListCursor | undefined;
  readonly limit: number;
}

/** Keys over TCP. */
export interface ApiKeyRepository {
  insert(key: ApiKey): Promise<void>;
  find(id: string): Promise<ApiKey | undefined>;
  /** The key whose secret, or whose secret before the last rotation, has this hash, whether it still works or not. */
  findByHash(hash: string): Promise<ApiKey | undefined>;
  /** Newest first, by creation then id. */
  list(query: ApiKeyListQuery): Promise<readonly ApiKey[]>;
  /** Writes everything but the last use. */
  update(key: ApiKey): Promise<void>;
  /** Notes that the key was used. */
  touch(id: string, at: Date): Promise<void>;
}
