import { createHash } from 'node:crypto';
import type { Caller } from '@tmws/domain';
import type { KeyIdentity, RecognisedKey, SocketIdentity } from '@tmws/engine';

/** What a call says of its caller. */
export type CallIdentity = ({ readonly kind: 'socket' } & SocketIdentity) | ({ readonly kind: 'key' } & KeyIdentity);

/** How callers are recognised that are not remembered. */
export interface CallerLookups {
  readonly socket: (identity: SocketIdentity) => Promise<Caller>;
  readonly key: (identity: KeyIdentity) => Promise<RecognisedKey>;
}

/** Recognised callers, remembered for a while. */
export interface CallerCache {
  readonly resolve: (identity: CallIdentity) => Promise<Caller>;
  /** Forgets everybody: whoever is looked up while identities change is looked up again. */
  readonly forget: () => void;
}

interface Entry {
  readonly caller: Promise<Caller>;
  expires: number;
  /** Set once the caller is recognised. */
  known: { readonly agentId: string; readonly memberships: number } | undefined;
}

const KEPT_MILLISECONDS = 30_000;
const MOST_ENTRIES = 1_000;

/** No secret is kept, not even in memory. */
const nameOf = (identity: CallIdentity): string => {
  const who =
    identity.kind === 'socket' ? identity.agentId : createHash('sha256').update(identity.secret).digest('base64');
  return JSON.stringify([identity.kind, who, identity.namespace ?? null]);
};

/**
 * Remembers recognised callers for half a minute, a key's no longer than the key lasts. Being recognised may let an
 * agent join a namespace; what was remembered of it before then goes.
 */
export const createCallerCache = (lookups: CallerLookups, now: () => number = () => performance.now()): CallerCache => {
  const entries = new Map<string, Entry>();

  const forgetEarlier = ({ agentId, memberships }: Caller): void => {
    for (const [name, { known }] of entries) {
      if (known?.agentId === agentId && known.memberships !== memberships.length) entries.delete(name);
    }
  };

  const lookUp = async (identity: CallIdentity): Promise<RecognisedKey> =>
    identity.kind === 'key' ? lookups.key(identity) : { caller: await lookups.socket(identity), lastsFor: undefined };

  const remember = (name: string, identity: CallIdentity): Promise<Caller> => {
    if (entries.size >= MOST_ENTRIES) entries.clear();
    const recognised = lookUp(identity);
    const caller = recognised.then((found) => found.caller);
    const entry: Entry = { caller, expires: now() + KEPT_MILLISECONDS, known: undefined };
    entries.set(name, entry);
    recognised.then(
      (found) => {
        entry.known = { agentId: found.caller.agentId, memberships: found.caller.memberships.length };
        if (found.lastsFor !== undefined) entry.expires = Math.min(entry.expires, now() + found.lastsFor);
        forgetEarlier(found.caller);
      },
      () => {
        if (entries.get(name) === entry) entries.delete(name);
      },
    );
    return caller;
  };

  return {
    resolve: (identity) => {
      const name = nameOf(identity);
      const known = entries.get(name);
      return known !== undefined && known.expires > now() ? known.caller : remember(name, identity);
    },
    forget: () => entries.clear(),
  };
};
