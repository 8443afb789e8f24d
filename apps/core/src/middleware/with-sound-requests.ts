import type { ServerMiddleware } from 'nice-grpc';
import { requestFault } from '../messages/guard-definition.ts';

const sound = <Request>(request: Request): Request => {
  const fault = requestFault(request);
  if (fault !== undefined) throw fault;
  return request;
};

async function* soundOnes<Request>(requests: AsyncIterable<Request>): AsyncGenerator<Request, void, undefined> {
  for await (const request of requests) yield sound(request);
}

/** Refuses a request that could not be decoded, or that the decoder would have changed without saying so. */
export const withSoundRequests: ServerMiddleware = async function* refuseUnsound(call, context) {
  const request = call.requestStream ? soundOnes(call.request) : sound(call.request);
  return yield* call.next(request, context);
};
