import {
  type Caller,
  canAdminister,
  canChange,
  canRead,
  DomainError,
  type Pattern,
  patternNotFound,
} from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { withKnownParent } from './with-known-parents.ts';

/** Which pattern a call is about, and how it reaches it. */
export interface PatternAsked {
  readonly patternId: string;
  /** Whether an admin of the pattern's namespace uses its right, which the audit log keeps. */
  readonly asAdmin?: boolean | undefined;
  /** Name of the rpc, for the audit log. */
  readonly action: string;
}

/** Who asks, and when. */
export interface Asking {
  readonly engine: { readonly clock: Clock };
  readonly caller: Caller;
}

const notChangeable = (pattern: Pattern): DomainError => {
  if (pattern.accessLevel === 'SYSTEM') {
    return new DomainError(
      'NOT_ADMIN',
      `Pattern ${pattern.id} is a SYSTEM pattern; only a system admin changes it. Create a pattern of your own.`,
      { metadata: { pattern_id: pattern.id, owner: 'system' } },
    );
  }
  return new DomainError(
    'NOT_OWNER',
    `Pattern ${pattern.id} belongs to ${pattern.agentId}; only its owner changes it. Propose the change, or create a pattern of your own.`,
    { metadata: { pattern_id: pattern.id, owner: pattern.agentId } },
  );
};

/**
 * A pattern that the caller may read, or administers in a call that says `asAdmin`. What an admin reaches in such a
 * call, its own patterns too, and what is reached for another agent, goes into the audit log, so this belongs in a write
 * where either may be.
 *
 * @throws DomainError PATTERN_NOT_FOUND
 */
export const findReadable = async (store: Store, asking: Asking, asked: PatternAsked): Promise<Pattern> => {
  const pattern = await store.patterns.find(asked.patternId);
  if (pattern === undefined) throw patternNotFound(asked.patternId);
  const isReadable = canRead(asking.caller, pattern);
  const asAdmin = asked.asAdmin === true && canAdminister(asking.caller, pattern);
  if (!isReadable && !asAdmin) throw patternNotFound(asked.patternId);
  await auditUse(store, asking, { pattern, action: asked.action, asAdmin });
  return withKnownParent(store, { caller: asking.caller, asAdmin }, pattern);
};

/**
 * A pattern that the caller may change: its own, a SYSTEM one as a system admin, or one that it administers in a call
 * that says `asAdmin`. Audited as {@link findReadable} is.
 *
 * @throws DomainError PATTERN_NOT_FOUND where the caller may not read it, NOT_OWNER where it may not change it, NOT_ADMIN
 * where that is for system admins
 */
export const findChangeable = async (store: Store, asking: Asking, asked: PatternAsked): Promise<Pattern> => {
  const pattern = await store.patterns.find(asked.patternId);
  if (pattern === undefined) throw patternNotFound(asked.patternId);
  const isOwn = canChange(asking.caller, pattern);
  const asAdmin = asked.asAdmin === true && canAdminister(asking.caller, pattern);
  if (!isOwn && !asAdmin)
    throw canRead(asking.caller, pattern) ? notChangeable(pattern) : patternNotFound(asked.patternId);
  await auditUse(store, asking, { pattern, action: asked.action, asAdmin });
  return pattern;
};
