import type { ClientMiddleware, Metadata } from 'nice-grpc';
import { decodeError } from '../decode-error.ts';

/** Turns whatever the call throws into a RemoteError, with the details of the answer's trailer. */
export const withRemoteErrors: ClientMiddleware = async function* decodeErrors(call, options) {
  let trailer: Metadata | undefined;
  const onTrailer = (received: Metadata): void => {
    trailer = received;
    options.onTrailer?.(received);
  };
  try {
    return yield* call.next(call.request, { ...options, onTrailer });
  } catch (error) {
    throw decodeError(error, { trailer, signal: options.signal });
  }
};
