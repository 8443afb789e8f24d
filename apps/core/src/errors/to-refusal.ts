import { DomainError } from '@tmws/domain';
import { CallRefusal, type Refusal } from './call-refusal.ts';

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/**
 * What the caller is told of an error: its own words where they are meant for callers, else that the core has a defect,
 * and the id under which the log has more.
 */
export const toRefusal = (error: unknown, requestId: string): Refusal => {
  if (error instanceof DomainError || error instanceof CallRefusal) return error;
  if (isTimeout(error)) {
    return new CallRefusal(
      'DEADLINE_EXCEEDED',
      'The call took longer than the core allows. Ask for less, or try again.',
    );
  }
  if (isAbort(error)) return new CallRefusal('CANCELLED', 'The client gave the call up.');
  return new CallRefusal(
    'INTERNAL',
    `Something went wrong inside the core. Its log has more under ${requestId}; report it if it happens again.`,
    { request_id: requestId },
  );
};
