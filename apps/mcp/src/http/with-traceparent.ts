import { TRACEPARENT_META_KEY } from '@modelcontextprotocol/server';

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const traced = (message: unknown, traceparent: string): unknown => {
  if (!isObject(message) || !('method' in message)) return message;
  const { params = {} } = message;
  if (!isObject(params)) return message;
  const { _meta: meta = {} } = params;
  if (!isObject(meta) || TRACEPARENT_META_KEY in meta) return message;
  return { ...message, params: { ...params, _meta: { ...meta, [TRACEPARENT_META_KEY]: traceparent } } };
};

/** Puts the trace that an HTTP header tells of where the protocol has it, unless a message has one of its own. */
export const withTraceparent = (body: unknown, traceparent: string | null): unknown => {
  if (traceparent === null || !TRACEPARENT.test(traceparent)) return body;
  return Array.isArray(body) ? body.map((message: unknown) => traced(message, traceparent)) : traced(body, traceparent);
};
