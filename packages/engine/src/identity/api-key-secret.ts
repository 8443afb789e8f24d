import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey } from '../ports/api-key-repository.ts';

const PREFIX = 'tmws_';
const SECRET_BYTES = 32;
const SHOWN_CHARACTERS = 10;

/** A new secret: `tmws_` and 256 random bits in base64url. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;

/** What is kept of a secret. It has 256 random bits, so that no slow hash has to protect it from guessing. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The first characters of a secret, to recognise it by. */
export const shownPrefix = (secret: string): string => secret.slice(0, SHOWN_CHARACTERS);

/** When the secret of this hash stops to work; undefined: never. */
export const endOfSecret = (key: ApiKey, hash: string): Date | undefined => {
  const ends = [key.revokedAt, key.expiresAt, hash === key.hash ? undefined : (key.oldSecretEndsAt ?? key.createdAt)];
  const times = ends.flatMap((end) => (end === undefined ? [] : [end.getTime()]));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
};

/** Whether a key has ended, by revocation or by time. */
export const hasEnded = (key: ApiKey, now: Date): boolean => {
  const end = endOfSecret(key, key.hash);
  return end !== undefined && end <= now;
};
