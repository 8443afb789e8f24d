import type { SharedConnection, TmwsClient } from '@tmws/client';
import { Scope } from '@tmws/contract';
import { enumName } from '../tools/enum-name.ts';

/** The agent that a request acts as. */
export interface Caller {
  readonly agentId: string;
  /** What its key allows: `read`, `write`, `admin`. */
  readonly scopes: readonly string[];
  /** The core's client that calls with its key. */
  readonly connect: () => Promise<TmwsClient>;
}

/**
 * Says whose a token is.
 *
 * @throws RemoteError UNAUTHENTICATED for one that the core refuses, others when it cannot tell.
 */
export type RecogniseCaller = (token: string) => Promise<Caller>;

/** Asks the core, on every request: a key that was revoked a moment ago is none. */
export const recogniseByCore =
  (connect: () => Promise<SharedConnection>): RecogniseCaller =>
  async (token) => {
    const client = (await connect()).as(token);
    const { agentId, scopes } = await client.access.whoAmI({});
    return { agentId, scopes: scopes.map((scope) => enumName(Scope, scope)), connect: async () => client };
  };
