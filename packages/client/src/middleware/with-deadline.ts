import type { ClientMiddleware } from 'nice-grpc';
import { deadlineMiddleware } from 'nice-grpc-client-middleware-deadline';
import type { ExtraCallOptions } from '../call-options.ts';

const DEFAULT_DEADLINE_MS = 30_000;

/** Ends a call at its deadline; one with one request and one answer has one even if nobody set it. */
export const withDeadline: ClientMiddleware<Pick<ExtraCallOptions, 'deadline'>> = async function* endAtDeadline(
  call,
  { deadline, ...options },
) {
  const isStream = call.requestStream || call.responseStream;
  const wanted = deadline ?? (isStream ? Number.POSITIVE_INFINITY : DEFAULT_DEADLINE_MS);
  if (wanted === Number.POSITIVE_INFINITY) return yield* call.next(call.request, options);
  return yield* deadlineMiddleware(call, { ...options, deadline: wanted });
};
