import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

/** A span as a collector gets it. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty or undefined: the first of its trace. */
  readonly parentSpanId?: string;
}

interface TraceExport {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[] }[];
}

/** A collector of traces on the loopback address. */
export interface TraceCollector extends AsyncDisposable {
  /** The variables that tell a program of it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What has arrived, in the order of arrival. */
  readonly spans: readonly CollectedSpan[];
}

const isExport = (value: unknown): value is TraceExport =>
  typeof value === 'object' && value !== null && 'resourceSpans' in value;

/** Starts a collector that takes OTLP over HTTP in JSON. */
export const traceCollector = async (): Promise<TraceCollector> => {
  const spans: CollectedSpan[] = [];
  const server = createServer(async (request, response) => {
    const body: unknown = await json(request);
    if (isExport(body)) {
      spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    spans,
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
