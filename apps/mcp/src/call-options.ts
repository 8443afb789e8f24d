import { type ServerContext, TRACEPARENT_META_KEY } from '@modelcontextprotocol/server';
import type { TmwsCallOptions } from '@tmws/client';

/** Options of the calls to the core that answer this request: its cancellation and its trace context. */
export const callOptions = ({ mcpReq }: Pick<ServerContext, 'mcpReq'>): TmwsCallOptions => {
  const traceparent = mcpReq._meta?.[TRACEPARENT_META_KEY];
  return { signal: mcpReq.signal, ...(typeof traceparent === 'string' ? { traceparent } : {}) };
};
