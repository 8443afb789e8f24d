import type { RemoteReason } from './remote-error.ts';

const FINAL: readonly RemoteReason[] = [
  'CREDENTIALS_MISSING',
  'KEY_INVALID',
  'SCOPE_MISSING',
  'NOT_IMPLEMENTED',
  'CORE_START_FAILED',
  'NODE_TOO_OLD',
];

/** Whether trying again would be refused again, or would start a core again that does not start. */
export const isFinal = (reason: RemoteReason): boolean => FINAL.includes(reason);
