import type { Caller } from '@tmws/domain';
import type { SocketIdentity } from '@tmws/engine';

interface Entry {
  readonly agentId: string;
  readonly caller: Promise<Caller>;
  readonly expires: number;
  /** How many namespaces the agent belonged to; undefined until it is recognised. */
  memberships: number | undefined;
}

const KEPT_MILLISECONDS = 30_000;
const MOST_ENTRIES = 1_000;

const keyOf = ({ agentId, namespace }: SocketIdentity): string => JSON.stringify([agentId, namespace ?? null]);

/**
 * Remembers recognised callers for half a minute. Being recognised may let an agent join a namespace; what was
 * remembered of it before then goes.
 */
export const createCallerCache = (
  resolve: (identity: SocketIdentity) => Promise<Caller>,
  now: () => number = () => performance.now(),
): ((identity: SocketIdentity) => Promise<Caller>) => {
  const entries = new Map<string, Entry>();

  const forgetEarlier = (agentId: string, memberships: number): void => {
    for (const [key, entry] of entries) {
      const differs = entry.memberships !== undefined && entry.memberships !== memberships;
      if (entry.agentId === agentId && differs) entries.delete(key);
    }
  };

  return (identity) => {
    const key = keyOf(identity);
    const known = entries.get(key);
    if (known !== undefined && known.expires > now()) return known.caller;
    if (entries.size >= MOST_ENTRIES) entries.clear();
    const caller = resolve(identity);
    const entry: Entry = {
      agentId: identity.agentId,
      caller,
      expires: now() + KEPT_MILLISECONDS,
      memberships: undefined,
    };
    entries.set(key, entry);
    caller.then(
      ({ memberships }) => {
        entry.memberships = memberships.length;
        forgetEarlier(identity.agentId, memberships.length);
      },
      () => entries.delete(key),
    );
    return caller;
  };
};
