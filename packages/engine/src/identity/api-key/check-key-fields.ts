import { type Caller, DomainError, invalidFields, type Scope } from '@tmws/domain';
import { notAdmin } from '../identity-errors.ts';

/**
 * The scopes of a key without repeats.
 *
 * @throws DomainError NOT_ADMIN for `admin` by who is no system admin, SCOPE_MISSING for what the caller's own key lacks
 */
export const checkScopes = (caller: Caller, scopes: readonly Scope[]): readonly Scope[] => {
  const asked = [...new Set(scopes)];
  if (caller.systemAdmin) return asked;
  if (asked.includes('admin')) throw notAdmin('Only system admins give, change and renew keys of scope admin.');
  const missing = asked.find((scope) => !caller.scopes.includes(scope));
  if (missing === undefined) return asked;
  throw new DomainError(
    'SCOPE_MISSING',
    `The key has the scope ${missing}, which your own credentials lack. Use credentials with that scope.`,
    { metadata: { scope: missing } },
  );
};

/** @throws DomainError INVALID_FIELD for an end that is not in the future */
export const checkExpiry = (expiresAt: Date | undefined, now: Date): Date | undefined => {
  if (expiresAt === undefined || expiresAt > now) return expiresAt;
  const description = `expires_at is ${expiresAt.toISOString()}, which is not in the future. Name a later time, or revoke the key with DeleteApiKey.`;
  throw invalidFields([{ field: 'expires_at', description }]);
};
