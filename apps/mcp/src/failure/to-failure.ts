import { RemoteError, type StatusName } from '@tmws/client';
import { ConfigError } from '@tmws/config';
import { InvalidArgumentsError } from './invalid-arguments-error.ts';
import { remoteMessage } from './remote-message.ts';

/** Why a tool's call failed, as a model gets it. */
export interface Failure {
  /** The reason, the values that the message mentions, and the bad arguments. */
  readonly error: { readonly reason: string; readonly [key: string]: unknown };
  /** One sentence: what and which; then what to do. */
  readonly message: string;
  /** The error's own words, for the log, where the fault is not in what was asked; never for the model. */
  readonly why?: string;
}

/** Codes of refusals that say all there is to say to the one who asked. */
const OF_THE_ASKER: readonly StatusName[] = [
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'ABORTED',
  'CANCELLED',
];

/** The one way from whatever a call threw to what a model is told; never a stack. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof InvalidArgumentsError) {
    return { error: { reason: 'INVALID_FIELD', violations: error.violations }, message: error.message };
  }
  if (error instanceof RemoteError) {
    const { reason, violations } = error;
    const details = violations.length > 0 ? { violations } : error.metadata;
    const why = OF_THE_ASKER.includes(error.code) ? {} : { why: error.message };
    return { error: { ...details, reason }, message: remoteMessage(error), ...why };
  }
  if (error instanceof ConfigError) {
    return {
      error: { reason: 'CORE_START_FAILED', variable: error.variable },
      message: 'tmws is not set up rightly. Go on without patterns, and tell the user that its log says why.',
      why: error.message,
    };
  }
  return {
    error: { reason: 'INTERNAL' },
    message: 'The MCP server failed over this call. Go on without patterns, and tell the user that its log says why.',
    why: String(error),
  };
};
