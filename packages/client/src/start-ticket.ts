import { rmSync, statSync, writeFileSync } from 'node:fs';

/** Longer than a core takes to serve; a ticket that is older was left by a frontend that died. */
const STALE_MS = 5_000;

/**
 * Lets one of many frontends start the core while the others wait for it: a core costs a second of work, and all but
 * one would end at the lock. Only that: two who both hold a ticket do no harm. Returns how to give the ticket back, or
 * undefined when another holds it.
 */
export const takeStartTicket = (path: string): (() => void) | undefined => {
  try {
    writeFileSync(path, `${process.pid}\n`, { mode: 0o600, flag: 'wx' });
    return () => rmSync(path, { force: true });
  } catch {
    const taken = statSync(path, { throwIfNoEntry: false });
    if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_MS) rmSync(path, { force: true });
    return undefined;
  }
};
