import { ServerError, type ServerMiddleware } from 'nice-grpc';
import type { Logger } from 'pino';
import { v4 as newId } from 'uuid';
import { statusDetails, statusMessage } from '../errors/status-details.ts';
import { STATUS_OF_REASON } from '../errors/status-of-reason.ts';
import { toRefusal } from '../errors/to-refusal.ts';

const REQUEST_ID = /^[\x21-\x7e]{1,100}$/;

/** The client's id of the request where it sent a usable one, so that its log and ours can be laid side by side. */
const requestIdOf = (sent: string | undefined): string =>
  sent !== undefined && REQUEST_ID.test(sent) ? sent : newId();

/**
 * The one place where errors become answers: every error leaves with a gRPC status and its details, and one that no
 * caller should see is written to the log under an id that the answer names.
 */
export const withErrors = (log: Logger): ServerMiddleware =>
  async function* answerErrors(call, context) {
    try {
      return yield* call.next(call.request, context);
    } catch (error) {
      // Made by the health and reflection services for their own callers.
      if (error instanceof ServerError) throw error;
      const requestId = requestIdOf(context.metadata.get('x-request-id'));
      const refusal = toRefusal(error, requestId);
      if (refusal.reason === 'INTERNAL') {
        log.error({ err: error, rpc: call.method.path, requestId }, 'A call failed for a reason of the core');
      }
      context.trailer.set('grpc-status-details-bin', statusDetails(refusal));
      throw new ServerError(STATUS_OF_REASON[refusal.reason], statusMessage(refusal));
    }
  };
