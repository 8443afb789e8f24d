import type { Config } from '@tmws/config';
import { type ClientMiddleware, Metadata } from 'nice-grpc';
import { v4 as uuid } from 'uuid';
import type { ExtraCallOptions } from '../call-options.ts';

/** Says who is calling, on each call; metadata that the caller of the method gave stays as it is. */
export const withCaller = (config: Config): ClientMiddleware<Pick<ExtraCallOptions, 'traceparent'>> => {
  const identity: readonly (readonly [string, string | undefined])[] =
    config.apiKey === undefined
      ? [
          ['x-tmws-agent', config.agent],
          ['x-tmws-namespace', config.namespace],
        ]
      : [
          ['authorization', `Bearer ${config.apiKey}`],
          ['x-tmws-namespace', config.namespace],
        ];
  return async function* addCaller(call, { traceparent, ...options }) {
    const metadata = Metadata(options.metadata);
    for (const [key, value] of [...identity, ['x-request-id', uuid()], ['traceparent', traceparent]] as const) {
      if (value !== undefined && !metadata.has(key)) metadata.set(key, value);
    }
    return yield* call.next(call.request, { ...options, metadata });
  };
};
