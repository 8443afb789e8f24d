import type { RemoteError, RemoteReason } from '@tmws/client';
import { onlyTools } from '../tools/only-tools.ts';

const GO_ON = 'Go on without patterns, and tell the user that the log of tmws says why.';
const LATER = 'Try again in a moment.';

const named = (error: RemoteError, key: string): string => error.metadata[key] ?? '?';

/** The place in words of the tools' parameters, whose keys are those of pattern_data. */
const secretPlace = ({ metadata: { field, line } }: RemoteError): string => {
  if (field === undefined) return 'The content';
  const parameter = field.replace(/^pattern_data\./, '');
  return line === undefined ? parameter : `${parameter}, line ${line},`;
};

const retryAfter = ({ retryDelay }: RemoteError): string =>
  retryDelay === undefined ? LATER : `Try again in ${Math.ceil(retryDelay / 1_000)} seconds.`;

/**
 * Sentences for a model where the core's own speak to other clients: what is wrong, and what a model can do about it
 * with these tools.
 */
const MESSAGES: Readonly<Partial<Record<RemoteReason, (error: RemoteError) => string>>> = {
  PATTERN_EXISTS: (error) =>
    `You have a pattern of this name already, as ${named(error, 'pattern_id')}. Improve that one with evolve_pattern, or choose another pattern_name; apply_pattern and pattern_query "id:${named(error, 'pattern_id')}" reads it.`,
  VERSION_EXISTS: () =>
    'The pattern has that version already; nothing was changed. Use another bump, or leave bump out for a new revision.',
  VERSION_NOT_GREATER: () =>
    'The new version is not greater than the one it comes from; nothing was changed. Use another bump, or leave bump out.',
  REVISION_CONFLICT: () =>
    'The pattern was changed by another call at the same moment; nothing was changed. Read it again with apply_pattern, and repeat the call if it still applies.',
  APPLICATION_NOT_FOUND: () =>
    'You have no such application_id for this pattern; nothing was recorded. Take both from one answer of apply_pattern, or leave application_id out.',
  PATTERN_NOT_FOUND: (error) =>
    `Pattern ${named(error, 'pattern_id')} was not found or is not accessible. Look for it by what it does, with apply_pattern.`,
  NOT_A_MEMBER: (error) =>
    `You are no member of namespace ${named(error, 'namespace')}. Leave namespace out to use your own.`,
  NAMESPACE_NOT_FOUND: () => 'The namespace was not found or is not accessible. Leave namespace out to use your own.',
  NOT_ADMIN: () => 'Only a system admin learns patterns of access_level "system". Use "public", "team" or "private".',
  SECRET_FOUND: (error) =>
    `${secretPlace(error)} holds what looks like a secret, and others could read it; nothing was stored. Learn it with access_level "private", or take the secret out.`,
  MESSAGE_TOO_LARGE: (error) =>
    error.metadata.too_large === 'answer'
      ? 'The answer is too large to be sent. Ask for less at once, e.g. with a smaller max_patterns or token_budget.'
      : 'The arguments are too large. Shorten the longest of them.',
  RATE_LIMITED: (error) => `Too many calls at once. ${retryAfter(error)}`,
  QUOTA_EXCEEDED: () => 'A quota is used up. Tell the user, and go on without learning more.',
  EMBEDDER_UNAVAILABLE: (error) => `Texts cannot be compared by meaning now. ${retryAfter(error)}`,
  INDEX_REBUILDING: (error) => `The search index is being made anew. ${retryAfter(error)}`,
  CORE_DRAINING: (error) => `The core of tmws is stopping. ${retryAfter(error)}`,
  DEADLINE_EXCEEDED: () => `The core of tmws did not answer in time. ${LATER}`,
  CANCELLED: () => 'The call was cancelled.',
  CREDENTIALS_MISSING: () => `The MCP server has no API key for the core of tmws. ${GO_ON}`,
  KEY_INVALID: () => `The API key of the MCP server is unknown, expired or revoked. ${GO_ON}`,
  SCOPE_MISSING: (error) => `The API key of the MCP server lacks the scope ${named(error, 'scope')}. ${GO_ON}`,
  NOT_IMPLEMENTED: () => `This version of the core of tmws cannot do that. ${GO_ON}`,
  CORE_UNREACHABLE: () => `The core of tmws cannot be reached. ${GO_ON}`,
  CORE_START_FAILED: () => `The core of tmws did not start. ${GO_ON}`,
  NODE_TOO_OLD: () => `The core of tmws finds no Node that can run it. ${GO_ON}`,
  SCHEMA_NEWER: () => `A newer version of tmws made the data. ${GO_ON}`,
  STORAGE_FULL: () => 'The disk is full; nothing was changed. Go on without patterns, and tell the user.',
  STORAGE_NOT_WRITABLE: () => `The data folder of tmws cannot be written. ${GO_ON}`,
  STORAGE_UNAVAILABLE: (error) => `The database of tmws does not answer; nothing was changed. ${retryAfter(error)}`,
};

/** What a model is told of a call that the core, or the way to it, refused. */
export const remoteMessage = (error: RemoteError): string => {
  const otherwise = `The core of tmws failed over this call. ${GO_ON}`;
  if (error.violations.length > 0) {
    return (
      error.violations
        .map(({ description }) => onlyTools(description, ''))
        .join(' ')
        .trim() || otherwise
    );
  }
  return MESSAGES[error.reason]?.(error) ?? onlyTools(error.message, otherwise);
};
