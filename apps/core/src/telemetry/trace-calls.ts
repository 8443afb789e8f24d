import { context, SpanStatusCode, trace } from '@opentelemetry/api';

/** Gives a port whose calls are spans, named after the port and the method, e.g. `index.search`. */
export type Traced = <Port extends object>(name: string, port: Port, methods: readonly (keyof Port & string)[]) => Port;

const tracer = trace.getTracer('tmws-core');

const spanOf = async (name: string, call: () => unknown): Promise<unknown> =>
  tracer.startActiveSpan(name, async (span) => {
    try {
      return await call();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });

/**
 * Makes a span of each call of the named methods, which answer with promises, where it is made within a call of a
 * client; work in the background makes none.
 */
export const traceCalls: Traced = (name, port, methods) => {
  const traced: ReadonlySet<string | symbol> = new Set(methods);
  return new Proxy(port, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      // Called on the port itself, whose private fields the proxy has not.
      const call = (...given: unknown[]): unknown => Reflect.apply(value, target, given);
      if (!traced.has(key)) return call;
      return (...given: unknown[]): unknown =>
        trace.getSpan(context.active()) === undefined
          ? call(...given)
          : spanOf(`${name}.${String(key)}`, () => call(...given));
    },
  });
};
