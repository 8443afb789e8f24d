import { type CallContext, ServerError, type ServerMiddleware, Status } from 'nice-grpc';
import type { Logger } from 'pino';
import { notedCaller } from './call-notes.ts';

const report = (log: Logger, code: Status, call: { path: string; begin: number; context: CallContext }): void => {
  const { metadata } = call.context;
  const caller = notedCaller(call.context);
  const fields = {
    rpc: call.path,
    code: Status[code],
    milliseconds: Math.round((performance.now() - call.begin) * 10) / 10,
    agent: caller?.agentId,
    apiKeyId: caller?.apiKeyId,
    requestId: metadata.get('x-request-id'),
  };
  if (code === Status.OK) log.debug(fields, 'call');
  else log.info(fields, 'call refused');
};

/**
 * One line a call: rpc, code, time, who was recognised (nobody where the call was refused before), and request id;
 * refusals at info, the rest at debug. Never what it carries, nor a key.
 */
export const withCallLog = (log: Logger): ServerMiddleware =>
  async function* logCall(call, context) {
    const about = { path: call.method.path, begin: performance.now(), context };
    try {
      const response = yield* call.next(call.request, context);
      report(log, Status.OK, about);
      return response;
    } catch (error) {
      report(log, error instanceof ServerError ? error.code : Status.UNKNOWN, about);
      throw error;
    }
  };
