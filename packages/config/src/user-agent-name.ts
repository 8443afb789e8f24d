import { userInfo } from 'node:os';

const LONGEST = 100;
const FALLBACK = 'agent';

/** Reduces a text to the alphabet of agent names, `[A-Za-z0-9._-]`, 1 to 100 characters; `agent` when nothing is left. */
export const toAgentName = (text: string): string => {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST);
  return name === '' ? FALLBACK : name;
};

/** The agent that a frontend speaks for when nobody named one: the operating system's user. */
export const userAgentName = (): string => {
  try {
    return toAgentName(userInfo().username);
  } catch {
    // A user id without an entry in the password file, as containers have them, has no name.
    return FALLBACK;
  }
};
