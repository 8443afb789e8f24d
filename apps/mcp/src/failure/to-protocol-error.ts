import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { RemoteError, type StatusName } from '@tmws/client';
import { toFailure } from './to-failure.ts';

const OF_THE_ARGUMENTS: readonly StatusName[] = ['INVALID_ARGUMENT', 'NOT_FOUND'];

/** Whether the core said that there is no such pattern for this caller: unknown, unreadable and misspelt ids alike. */
export const isNoPattern = (error: unknown): boolean =>
  error instanceof RemoteError && OF_THE_ARGUMENTS.includes(error.code);

/** What is answered where the protocol knows no tool result: the same words, as an error of the protocol. */
export const toProtocolError = (error: unknown): ProtocolError => {
  if (error instanceof ProtocolError) return error;
  const { error: details, message } = toFailure(error);
  const code = isNoPattern(error) ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, message, details);
};
