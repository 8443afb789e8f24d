import type { Environment } from '@tmws/config';
import type { ServerMiddleware } from 'nice-grpc';
import type { Traced } from './trace-calls.ts';

/** How the core's work is told to a collector. */
export interface Tracing {
  /** Makes a span of each call, under the `traceparent` of its metadata. */
  readonly middleware: ServerMiddleware;
  /** A port whose calls are spans of the call that they are made for. */
  readonly traced: Traced;
  /** Sends what is left and ends. */
  stop(): Promise<void>;
}

const SERVICE_NAME = 'tmws-core';
/** Without the process: its command line may hold the key of an embedding endpoint. */
const DETECTORS = 'service,host';

const wantsTraces = (environment: Environment): boolean => {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER, OTEL_CONFIG_FILE } = environment;
  if (OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  if (OTEL_TRACES_EXPORTER !== undefined && OTEL_TRACES_EXPORTER !== '') return OTEL_TRACES_EXPORTER !== 'none';
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment;
  return [OTEL_CONFIG_FILE, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(Boolean);
};

/**
 * Exports traces as the `OTEL_*` variables of the OpenTelemetry specification say: where one names an exporter or an
 * endpoint. Without them nothing is loaded and no connection is opened; undefined then.
 */
export const startTracing = async (environment: Environment): Promise<Tracing | undefined> => {
  if (!wantsTraces(environment)) return undefined;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  // The SDK reads the environment of the process itself.
  process.env.OTEL_NODE_RESOURCE_DETECTORS ??= DETECTORS;
  process.env.OTEL_SERVICE_NAME ??= SERVICE_NAME;
  const sdk = new NodeSDK({ metricReaders: [], logRecordProcessors: [], instrumentations: [] });
  sdk.start();
  // Both ask for their tracer when they are loaded, and one that is asked for before the start may stay silent.
  const [{ openTelemetryServerMiddleware }, { traceCalls }] = await Promise.all([
    import('nice-grpc-opentelemetry'),
    import('./trace-calls.ts'),
  ]);
  return { middleware: openTelemetryServerMiddleware(), traced: traceCalls, stop: () => sdk.shutdown() };
};
